package com.acme.export;

import java.util.List;

public class CsvExport {

    private static final String HEADER = "id;name;total\n";
}
