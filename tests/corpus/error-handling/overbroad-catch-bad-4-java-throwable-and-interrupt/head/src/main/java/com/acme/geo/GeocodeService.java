package com.acme.geo;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class GeocodeService {

    private static final Logger log = LoggerFactory.getLogger(GeocodeService.class);

    private final GeocodeClient client;
    private final BlockingQueue<Address> pending = new LinkedBlockingQueue<>();

    public GeocodeService(GeocodeClient client) {
        this.client = client;
    }

    /** The position of an address; the centre of its country when the provider has none. */
    public Position locate(Address address) {
        try {
            List<Position> found = client.search(address.oneLine());
            return found.get(0);
        } catch (Throwable t) {
            log.warn("no position for address {}", address.id());
            return Countries.centre(address.country());
        }
    }

    public void enqueue(Address address) {
        pending.add(address);
    }

    /** Waits for the next address. */
    public Address next() {
        while (true) {
            try {
                return pending.take();
            } catch (InterruptedException e) {
                log.warn("interrupted while waiting, trying again", e);
            }
        }
    }
}
