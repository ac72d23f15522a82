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

    public boolean exists(String id) {
        return Files.exists(root.resolve(id + ".json"));
    }
}
