package com.acme;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class OutboxTest {
    @Test
    void sends() {
        Outbox outbox = Outboxes.inMemory();
        outbox.send("a");
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> assertEquals(1, outbox.sent()));
    }

    @Test
    void slowServersTimeOut() {
        Outbox outbox = Outboxes.over(text -> {
            Thread.sleep(300);
            return null;
        });
        assertThrows(TimeoutException.class, () -> outbox.send("a"));
    }

    @Test
    void latch() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        new Thread(latch::countDown).start();
        assertEquals(true, latch.await(1, TimeUnit.SECONDS));
    }
}
