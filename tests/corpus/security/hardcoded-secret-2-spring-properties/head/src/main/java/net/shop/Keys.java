package net.shop;

import org.springframework.beans.factory.annotation.Value;

public class Keys {
    @Value("${app.jwt.secret}")
    private String jwtSecret;

    private static final String SIGNING_KEY = "e7d2a94f1c8b40539ad6f0e2b7c3185d";
}
