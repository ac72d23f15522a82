package com.acme.export;

import java.util.List;
import java.util.stream.Collectors;

public class Export {

    private static final String[] COLUMNS = {"id", "name", "total"};
}
