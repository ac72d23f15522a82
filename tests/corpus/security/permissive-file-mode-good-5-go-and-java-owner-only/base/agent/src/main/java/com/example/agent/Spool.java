package com.example.agent;

import java.nio.file.Path;

/** Keeps messages on disk until they are sent. */
public class Spool {

    private final Path folder;

    public Spool(Path folder) {
        this.folder = folder;
    }
}
