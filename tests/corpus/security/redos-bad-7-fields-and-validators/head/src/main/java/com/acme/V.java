package com.acme;

import java.util.regex.Pattern;
import jakarta.validation.constraints.Pattern.Flag;

public class V {
    private final Pattern hostName = Pattern.compile("^([a-z0-9]+[-.]?)*$");

    public boolean host(String value) {
        return hostName.matcher(value).matches();
    }

    public boolean name(String value) {
        return Pattern.matches("(\\w+\\s*)+", value);
    }

    public String squeeze(String value) {
        return value.replaceAll("(a|aa)+$", "a");
    }

    public boolean isInt(String value) {
        return value.matches("-?\\d+(\\.\\d+)?");
    }
}
