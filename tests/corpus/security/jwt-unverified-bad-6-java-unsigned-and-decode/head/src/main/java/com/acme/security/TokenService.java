package com.acme.security;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class TokenService {

    private final Clock clock;

    public TokenService(Clock clock) {
        this.clock = clock;
    }

    public boolean isPast(long epochSecond) {
        return clock.instant().getEpochSecond() > epochSecond;
    }

    /** The user of the request, as the token names it. */
    public Principal principal(String authorization) {
        String token = authorization.substring("Bearer ".length());
        DecodedJWT decoded = JWT.decode(token);
        if (decoded.getExpiresAt() == null || decoded.getExpiresAt().before(Date.from(clock.instant()))) {
            throw new InvalidTokenException("The token has expired");
        }
        List<String> roles = decoded.getClaim("roles").asList(String.class);
        return new Principal(decoded.getSubject(), roles);
    }

    /** Claims of a token that another service of ours has issued. */
    public Claims internalClaims(String token) {
        return Jwts.parserBuilder()
            .setClock(() -> Date.from(clock.instant()))
            .build()
            .parseClaimsJwt(token)
            .getBody();
    }
}
