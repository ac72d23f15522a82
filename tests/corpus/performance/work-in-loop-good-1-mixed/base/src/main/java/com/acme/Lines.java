package com.acme;

import java.util.List;
import java.util.regex.Pattern;

public class Lines {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}-\\d+");
}
