package com.example;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

public class R {
    private final Random random = new Random();

    long backoff(int attempt) {
        return (1L << attempt) * 100 + random.nextInt(100);
    }

    int tokenBucketOffset() {
        return ThreadLocalRandom.current().nextInt(60);
    }

    String orderNumber() {
        return "O-" + random.nextInt(1_000_000);
    }
}
