package com.example.pay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

public class RequestSigner {

    private final String secret;

    public RequestSigner(String secret) {
        this.secret = secret;
    }

    byte[] canonical(Map<String, String> parameters) {
        return new TreeMap<>(parameters).toString().getBytes(StandardCharsets.UTF_8);
    }
}
