package com.acme.security;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.util.Date;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Service;

@Service
public class TokenService {

    private final Clock clock;
    private final SecretKey internalKey;
    private final JWTVerifier verifier;

    public TokenService(Clock clock, SecretKey internalKey, KeyProvider keys) {
        this.clock = clock;
        this.internalKey = internalKey;
        this.verifier = JWT.require(Algorithm.RSA256(keys))
            .withIssuer("https://id.acme.example")
            .withAudience("members")
            .acceptLeeway(5)
            .build();
    }

    public boolean isPast(long epochSecond) {
        return clock.instant().getEpochSecond() > epochSecond;
    }

    /** The user of the request. */
    public Principal principal(String authorization) {
        DecodedJWT verified = verifier.verify(authorization.substring("Bearer ".length()));
        return new Principal(verified.getSubject(), verified.getClaim("roles").asList(String.class));
    }

    /** Claims of a token that another service of ours has issued. */
    public Claims internalClaims(String token) {
        return Jwts.parser()
            .verifyWith(internalKey)
            .clock(() -> Date.from(clock.instant()))
            .build()
            .parseSignedClaims(token)
            .getPayload();
    }
}
