package com.acme;

import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

public class Keys {
    private static final String CHARS = "abcdefghijklmnop";
    private static final Random RANDOM = new Random();

    public static String generatePassword(int length) {
        StringBuilder sb = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            sb.append(CHARS.charAt(RANDOM.nextInt(CHARS.length())));
        }
        return sb.toString();
    }

    public String apiKey() {
        return RANDOM.ints(32, 0, CHARS.length()).mapToObj(i -> String.valueOf(CHARS.charAt(i))).collect(Collectors.joining());
    }

    public int pickServer(int n) {
        return (int) (Math.random() * n);
    }

    public String resetCode() {
        String code = String.format("%06d", (int) (Math.random() * 1000000));
        return code;
    }

    public String traceId() {
        return Long.toHexString(RANDOM.nextLong());
    }
}
