package com.example.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Keeps messages on disk until they are sent. */
public class Spool {

    private final Path folder;

    public Spool(Path folder) {
        this.folder = folder;
    }

    public void put(String id, byte[] body) throws IOException {
        Path target = folder.resolve(id);
        Files.write(target, body);
        Set<PosixFilePermission> everyone = PosixFilePermissions.fromString("rw-rw-rw-");
        Files.setPosixFilePermissions(target, everyone);
    }

    public void share(File file) {
        if (!file.setWritable(true, false)) {
            throw new IllegalStateException("the file cannot be shared");
        }
    }
}
