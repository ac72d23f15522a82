package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(Executors.newSingleThreadExecutor());

    @Test
    void sends() throws InterruptedException {
        outbox.send("a");
        Thread.sleep(500);
        assertEquals(1, outbox.sent());
    }

    @Test
    void sendsTwo() throws Exception {
        outbox.send("a");
        outbox.send("b");
        TimeUnit.SECONDS.sleep(1);
        assertEquals(2, outbox.sent());
    }
}
