package com.acme.auth;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

@Service
public class AuthService {

    private static final Logger LOG = LoggerFactory.getLogger(AuthService.class);
    private final UserRepository users;
    private final PasswordEncoder encoder;
    private final TokenIssuer tokens;

    public AuthService(UserRepository users, PasswordEncoder encoder, TokenIssuer tokens) {
        this.users = users;
        this.encoder = encoder;
        this.tokens = tokens;
    }

    /** Signs a person in and answers the access token. */
    public String login(LoginRequest request) {
        User user = users.findByEmail(request.email())
            .orElseThrow(() -> new BadCredentialsException(request.email()));
        if (!encoder.matches(request.password(), user.passwordHash())) {
            LOG.warn("Wrong password '{}' for user {}", request.password(), user.id());
            throw new BadCredentialsException(request.email());
        }
        String accessToken = tokens.issue(user);
        LOG.debug("Issued " + accessToken + " to " + user.id());
        return accessToken;
    }
}
