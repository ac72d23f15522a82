package com.acme.auth;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Service;

@Service
public class TokenService {

    private final TokenParser parser;
    private final Map<String, Claims> parsed = new HashMap<>();

    public TokenService(TokenParser parser) {
        this.parser = parser;
    }

    public Claims parse(String token) {
        // Parsing costs a signature check, so keep what was parsed.
        return parsed.computeIfAbsent(token, parser::parse);
    }
}
