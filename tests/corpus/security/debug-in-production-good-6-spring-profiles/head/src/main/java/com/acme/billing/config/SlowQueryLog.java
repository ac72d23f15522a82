package com.acme.billing.config;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which statement took long. */
final class SlowQueryLog {

    private static final Logger LOG = LoggerFactory.getLogger(SlowQueryLog.class);
    private final boolean debug;

    SlowQueryLog(boolean debug) {
        this.debug = debug;
    }

    void record(String statementName, Duration took) {
        if (took.toMillis() > 500) {
            LOG.warn("slow statement {} took {} ms", statementName, took.toMillis());
        } else if (debug) {
            LOG.debug("statement {} took {} ms", statementName, took.toMillis());
        }
    }
}
