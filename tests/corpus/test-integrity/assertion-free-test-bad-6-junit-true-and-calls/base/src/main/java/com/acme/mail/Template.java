package com.acme.mail;

import java.util.Map;

public record Template(String subject, String body) {
    public String render(Map<String, String> values) {
        String out = body;
        for (var entry : values.entrySet()) {
            out = out.replace("{{" + entry.getKey() + "}}", entry.getValue());
        }
        return out;
    }
}
