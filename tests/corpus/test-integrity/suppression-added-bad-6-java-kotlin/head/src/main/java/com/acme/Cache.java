package com.acme;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

@SuppressWarnings("all")
public class Cache {
    private final Map<String, Object> kept = new ConcurrentHashMap<>();

    public void put(String key, Object value) {
        kept.put(key, value);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public <T> Optional<T> get(String key) {
        return Optional.ofNullable((T) kept.get(key));
    }

    public <T> T computeIfAbsent(String key, Supplier<T> supplier, Class<T> type) {
        Object value = kept.computeIfAbsent(key, ignored -> supplier.get());
        return type.cast(value);
    }

    public boolean same(String key, Object other) {
        return kept.get(key) == other; // NOPMD
    }
}
