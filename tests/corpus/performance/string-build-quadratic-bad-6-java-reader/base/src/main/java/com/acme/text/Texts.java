package com.acme.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

public final class Texts {

    private Texts() {
    }
}
