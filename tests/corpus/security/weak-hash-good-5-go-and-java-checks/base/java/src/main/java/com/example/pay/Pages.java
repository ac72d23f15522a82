package com.example.pay;

import java.nio.charset.StandardCharsets;

public class Pages {

    byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
