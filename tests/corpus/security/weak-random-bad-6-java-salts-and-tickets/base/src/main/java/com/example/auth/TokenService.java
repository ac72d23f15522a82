package com.example.auth;

import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Service;

@Service
public class TokenService {

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final TokenRepository tokens;

    public TokenService(TokenRepository tokens) {
        this.tokens = tokens;
    }
}
