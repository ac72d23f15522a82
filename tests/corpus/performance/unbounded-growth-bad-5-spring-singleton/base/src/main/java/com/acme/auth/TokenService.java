package com.acme.auth;

import java.util.Map;
import org.springframework.stereotype.Service;

@Service
public class TokenService {

    private final TokenParser parser;

    public TokenService(TokenParser parser) {
        this.parser = parser;
    }

    public Claims parse(String token) {
        return parser.parse(token);
    }
}
