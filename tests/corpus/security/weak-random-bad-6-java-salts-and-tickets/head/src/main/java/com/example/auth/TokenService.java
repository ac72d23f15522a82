package com.example.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.lang3.RandomStringUtils;
import org.springframework.stereotype.Service;

@Service
public class TokenService {

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final TokenRepository tokens;
    private final Random random = new Random();

    public TokenService(TokenRepository tokens) {
        this.tokens = tokens;
    }

    /** A salt for the password of one account. */
    byte[] salt() {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return salt;
    }

    public String startReset(long userId) {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            token.append(Integer.toHexString(random.nextInt(16)));
        }
        tokens.save(userId, token.toString(), Instant.now().plus(LIFETIME));
        return token.toString();
    }

    public String otp() {
        int otp = ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
        return String.valueOf(otp);
    }

    public String sessionToken() {
        return RandomStringUtils.randomAlphanumeric(40);
    }
}
