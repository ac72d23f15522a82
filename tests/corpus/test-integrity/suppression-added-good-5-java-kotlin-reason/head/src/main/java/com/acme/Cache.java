package com.acme;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public final class Cache {

    private final Map<String, Object> kept = new ConcurrentHashMap<>();

    public void put(String key, Object value) {
        kept.put(key, value);
    }

    @SuppressWarnings("unchecked")
    public <T> T get(Object value) {
        return (T) value;
    }

    // Values are put by put(key, value) with the same type argument, which erasure hides.
    @SuppressWarnings("unchecked")
    public <T> T find(String key) {
        return (T) kept.get(key);
    }

    @SuppressWarnings("java:S2095") // closed by the container
    public AutoCloseable open(String name) {
        return () -> kept.remove(name);
    }
}
