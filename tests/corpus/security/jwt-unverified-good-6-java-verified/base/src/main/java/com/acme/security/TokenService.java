package com.acme.security;

import java.time.Clock;
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
}
