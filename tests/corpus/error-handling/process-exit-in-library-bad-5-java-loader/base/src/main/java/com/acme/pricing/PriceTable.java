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
}
