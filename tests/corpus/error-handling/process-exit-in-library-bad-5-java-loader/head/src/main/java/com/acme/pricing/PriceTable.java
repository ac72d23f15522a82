package com.acme.pricing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class PriceTable {
    private static final Logger log = LoggerFactory.getLogger(PriceTable.class);
    private final Map<String, Long> cents = new HashMap<>();

    public long centsOf(String sku) {
        return cents.getOrDefault(sku, 0L);
    }

    /** Reads lines of the form {@code sku;cents}. */
    public void load(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(";");
                cents.put(parts[0], Long.parseLong(parts[1]));
            }
        } catch (IOException e) {
            log.error("Cannot read prices from {}", file, e);
            System.exit(1);
        }
    }
}
