package com.acme;

import java.util.List;
import java.util.regex.Pattern;

public class Lines {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}-\\d+");

    public List<Pattern> all(List<String> texts) {
        return texts.stream().map(text -> Pattern.compile(text)).toList();
    }

    public long codes(List<String> lines) {
        return lines.stream().filter(line -> CODE.matcher(line).find()).count();
    }
}
