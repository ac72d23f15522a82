package com.acme.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.springframework.stereotype.Service;

@Service
public class DocumentService {

    private final ObjectMapper mapper;
    private final Path root;

    public DocumentService(ObjectMapper mapper, Path root) {
        this.mapper = mapper;
        this.root = root;
    }

    public Document load(String id) {
        Path file = root.resolve(id + ".json");
        try {
            return mapper.readValue(Files.readString(file), Document.class);
        } catch (NoSuchFileException e) {
            throw new DocumentNotFoundException(id, e);
        } catch (IOException e) {
            throw new DocumentException("document " + id + " could not be read: " + e.getMessage());
        }
    }

    public void save(Document document) {
        try {
            Files.writeString(root.resolve(document.id() + ".json"), mapper.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("document cannot be written as JSON");
        } catch (IOException e) {
            throw new DocumentException("document " + document.id() + " could not be written", e);
        }
    }

    public boolean exists(String id) {
        return Files.exists(root.resolve(id + ".json"));
    }
}
