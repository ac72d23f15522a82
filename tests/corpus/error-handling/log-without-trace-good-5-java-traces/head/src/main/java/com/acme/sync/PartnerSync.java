package com.acme.sync;

import java.time.format.DateTimeParseException;
import java.util.logging.Level;
import java.util.logging.Logger;

public class PartnerSync implements Runnable {

    private static final Logger LOG = Logger.getLogger(PartnerSync.class.getName());
    private static final org.slf4j.Logger audit = org.slf4j.LoggerFactory.getLogger("audit");

    private final PartnerClient client;

    public PartnerSync(PartnerClient client) {
        this.client = client;
    }

    @Override
    public void run() {
        try {
            client.pull();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "partners could not be pulled", e);
        }
    }

    public Partner read(String line) throws SyncException {
        try {
            return Partner.parse(line);
        } catch (DateTimeParseException e) {
            audit.warn("line skipped, {} at {}", e.getMessage(), e.getErrorIndex());
            return null;
        }
    }

    public void push(Partner partner) throws SyncException {
        try {
            client.push(partner);
        } catch (RuntimeException e) {
            audit.error("partner {} not pushed: {}", partner.id(), e.getMessage());
            throw new SyncException("partner " + partner.id() + " not pushed", e);
        }
    }

    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            audit.error("client did not close: {}", e.getMessage(), e);
        }
    }
}
