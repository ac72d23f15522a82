package com.example.crm.session;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps sessions in memory. */
public class SessionStore {

    private static final Logger log = LoggerFactory.getLogger(SessionStore.class);

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    public Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    public void put(Session session) {
        sessions.put(session.id(), session);
    }
}
