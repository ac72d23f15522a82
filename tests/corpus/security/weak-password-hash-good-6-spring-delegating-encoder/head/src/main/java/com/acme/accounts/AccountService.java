package com.acme.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

@Service
public class AccountService {

    private final AccountRepository accounts;
    private final PasswordEncoder passwordEncoder;

    public AccountService(AccountRepository accounts, PasswordEncoder passwordEncoder) {
        this.accounts = accounts;
        this.passwordEncoder = passwordEncoder;
    }

    public Account register(String email, String password) {
        Account account = new Account(email.toLowerCase());
        account.setPasswordHash(passwordEncoder.encode(password));
        return accounts.save(account);
    }

    public boolean signIn(String email, String password) {
        return accounts.findByEmail(email.toLowerCase())
            .map(account -> passwordEncoder.matches(password, account.getPasswordHash()))
            .orElse(false);
    }

    /** Key of the profile in the cache; must not show the address. */
    static String profileCacheKey(String email) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
            return "profile:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
