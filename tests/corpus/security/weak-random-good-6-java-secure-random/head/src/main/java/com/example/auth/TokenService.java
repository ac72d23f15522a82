package com.example.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Service;

@Service
public class TokenService {

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final TokenRepository tokens;
    private final Random random = new SecureRandom();
    private final SecureRandom strong = new SecureRandom();

    public TokenService(TokenRepository tokens) {
        this.tokens = tokens;
    }

    byte[] salt() {
        byte[] salt = new byte[16];
        strong.nextBytes(salt);
        return salt;
    }

    public String startReset(long userId) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.save(userId, token, Instant.now().plus(LIFETIME));
        return token;
    }

    public String sessionToken() {
        return UUID.randomUUID().toString();
    }

    /** Spreads the clean-up of expired tokens over the hour. */
    public Duration cleanUpDelay() {
        return Duration.ofSeconds(ThreadLocalRandom.current().nextInt(3600));
    }

    public String tip(List<String> tips) {
        return tips.get(new Random().nextInt(tips.size()));
    }
}
