package com.example.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps messages on disk until they are sent. */
public class Spool {

    private final Path folder;

    public Spool(Path folder) {
        this.folder = folder;
    }

    public void put(String id, byte[] body) throws IOException {
        Path target = folder.resolve(id);
        Files.write(target, body);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    }

    public boolean protect(File file) {
        return file.setWritable(false, false) && file.setWritable(true, true) && file.setReadable(true, false);
    }

    public boolean run(File file) {
        return file.setExecutable(true);
    }
}
