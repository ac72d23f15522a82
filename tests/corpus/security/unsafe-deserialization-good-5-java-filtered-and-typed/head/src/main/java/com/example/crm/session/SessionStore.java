package com.example.crm.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps sessions in memory. */
public class SessionStore {

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final ObjectMapper mapper = new ObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /** The kinds of events that other nodes send. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = Closed.class, name = "closed"),
    })
    public interface Event {}

    public record Opened(String id) implements Event {}

    public record Closed(String id) implements Event {}

    public Event event(String json) throws IOException {
        return mapper.readValue(json, Event.class);
    }

    public Map<String, String> attributes(String json) throws IOException {
        return mapper.readValue(json, new TypeReference<Map<String, String>>() {});
    }

    /** Sessions of nodes that still run the previous release; only our own record is let in. */
    Session restore(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("com.example.crm.session.Session;java.base/*;!*"));
            return (Session) in.readObject();
        }
    }

    public Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }
}
