package com.acme;

@Service
public class Accounts {
    @Transactional
    public void deposit(long id, BigDecimal amount) {
        Account account = accountRepository.findById(id).orElseThrow();
        account.setBalance(account.getBalance().add(amount));
        accountRepository.save(account);
    }

    @Transactional
    public void lockAndTake(long id, BigDecimal amount) {
        Wallet wallet = walletRepository.findByIdForUpdate(id).orElseThrow();
        wallet.setBalance(wallet.getBalance().subtract(amount));
    }
}
