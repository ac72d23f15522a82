package com.acme.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

public class TokenVerifier {

    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    private final KeyStore keys;

    public TokenVerifier(InputStream source, char[] password) {
        try {
            keys = KeyStore.getInstance("PKCS12");
            keys.load(source, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key store cannot be opened", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public UUID subject(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "subject must be a UUID");
        }
    }

    public Claims verify(String token) throws TokenException {
        try {
            return Claims.parse(token, keys);
        } catch (GeneralSecurityException e) {
            TokenException failure = new TokenException("token is not valid");
            failure.initCause(e);
            throw failure;
        }
    }

    public <T> T await(Future<T> future) throws TokenException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new TokenException("verification failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenException("verification was interrupted", e);
        }
    }
}
