package com.acme.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

public final class Texts {

    private Texts() {
    }

    /** Everything a reader holds, with plain line ends. */
    public static String slurp(Reader source) throws IOException {
        String text = "";
        try (BufferedReader reader = new BufferedReader(source)) {
            String line;
            while ((line = reader.readLine()) != null) {
                text = text + line + "\n";
            }
        }
        return text;
    }
}
