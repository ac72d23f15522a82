package com.acme;

import java.util.concurrent.ExecutorService;

public class Outbox {
    private final ExecutorService executor;
    private volatile int sent;

    public Outbox(ExecutorService executor) {
        this.executor = executor;
    }

    public void send(String text) {
        executor.submit(() -> sent++);
    }

    public int sent() {
        return sent;
    }
}
