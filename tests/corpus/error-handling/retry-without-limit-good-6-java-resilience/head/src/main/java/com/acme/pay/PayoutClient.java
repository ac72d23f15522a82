package com.acme.pay;

import io.github.resilience4j.retry.annotation.Retry;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.Retryable;
import org.springframework.stereotype.Component;

@Component
public class PayoutClient {

    private static final Logger log = LoggerFactory.getLogger(PayoutClient.class);
    private static final int MAX_ATTEMPTS = 3;
    private final Bank bank;

    public PayoutClient(Bank bank) {
        this.bank = bank;
    }

    @Retry(name = "bank")
    public Status status(String payout) throws IOException {
        return bank.status(payout);
    }

    @Retryable(retryFor = IOException.class, maxAttempts = 4, backoff = @Backoff(delay = 200, multiplier = 2))
    public Account account(String iban) throws IOException {
        return bank.account(iban);
    }

    public List<Status> history(String payout) throws IOException, InterruptedException {
        int attempt = 0;
        while (true) {
            try {
                return bank.history(payout);
            } catch (IOException e) {
                attempt++;
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                log.info("history of {} failed, attempt {}", payout, attempt, e);
                Thread.sleep(200L << attempt);
            }
        }
    }
}
