package com.acme.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

public class CsvImporter {

    private final ReentrantLock lock = new ReentrantLock();
    private final RowSink sink;

    public CsvImporter(RowSink sink) {
        this.sink = sink;
    }

    public int importAll(BufferedReader reader) throws IOException {
        int rows = 0;
        lock.lock();
        try {
            String line;
            while ((line = reader.readLine()) != null) {
                sink.accept(List.of(line.split(";")));
                rows++;
            }
        } finally {
            lock.unlock();
            return rows;
        }
    }

    public void flush() {
        lock.lock();
        try {
            sink.flush();
        } finally {
            lock.unlock();
        }
    }
}
