package com.acme;

import java.io.*;
import java.nio.file.*;
import java.util.UUID;

public class T {
    private static final String TMP = System.getProperty("java.io.tmpdir");

    void a(byte[] data, long id) throws IOException {
        Path p = Paths.get(TMP, "doc-" + id + ".bin");
        Files.write(p, data);
    }

    void b(byte[] data) throws IOException {
        try (FileOutputStream out = new FileOutputStream("/tmp/out.bin")) {
            out.write(data);
        }
    }

    void c(byte[] data) throws IOException {
        Path p = Path.of(TMP, UUID.randomUUID() + ".bin");
        Files.write(p, data);
    }

    void d(byte[] data) throws IOException {
        Path dir = Files.createTempDirectory("x");
        Files.write(dir.resolve("a.bin"), data);
    }
}
