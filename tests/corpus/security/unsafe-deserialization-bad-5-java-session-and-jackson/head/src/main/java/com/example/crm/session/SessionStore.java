package com.example.crm.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
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
    private final ObjectMapper mapper;

    public SessionStore() {
        this.mapper = new ObjectMapper();
        // Attributes may hold any of our types.
        this.mapper.enableDefaultTyping(ObjectMapper.DefaultTyping.NON_FINAL);
    }

    public Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    public void put(Session session) {
        sessions.put(session.id(), session);
    }

    /** Restores a session that another node handed over in a header. */
    public Session restore(String header) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(header);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            Session session = (Session) in.readObject();
            put(session);
            return session;
        } catch (ClassNotFoundException e) {
            log.warn("a session of an unknown kind was handed over");
            throw new IOException("unknown kind of session", e);
        }
    }

    public Map<String, Object> attributes(String json) throws IOException {
        return mapper.readValue(json, Map.class);
    }
}
