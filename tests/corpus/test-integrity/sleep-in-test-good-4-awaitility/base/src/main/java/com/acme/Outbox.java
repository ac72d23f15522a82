package com.acme;

public interface Outbox {
    void send(String text);

    int sent();
}
