package com.acme.spool;

import java.io.File;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private final ExecutorService executor;
    private final File folder;

    public Spool(ExecutorService executor, File folder) {
        this.executor = executor;
        this.folder = folder;
    }

    public int waiting() {
        File[] files = folder.listFiles();
        return files == null ? 0 : files.length;
    }

    public interface Sender {
        void send(File file);
    }
}
