package com.acme;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public class Cache {
    private final Map<String, Object> kept = new ConcurrentHashMap<>();

    public void put(String key, Object value) {
        kept.put(key, value);
    }
}
