package com.acme.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

public final class Tokenizer {

    public List<String> tokens(String text) {
        List<String> out = new ArrayList<>();
        for (String part : text.split("[\\s,;]+")) {
            if (part.length() > 3) {
                out.add(part.toLowerCase(Locale.ROOT));
            }
        }
        return out;
    }
}
