package com.example.crm.session;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps sessions in memory. */
public class SessionStore {

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    public Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }
}
