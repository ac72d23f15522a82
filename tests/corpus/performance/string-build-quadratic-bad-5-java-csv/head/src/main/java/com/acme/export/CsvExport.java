package com.acme.export;

import java.util.List;

public class CsvExport {

    private static final String HEADER = "id;name;total\n";

    /** Renders the rows as CSV text. */
    public String render(List<Row> rows) {
        String csv = HEADER;
        for (Row row : rows) {
            csv += row.id() + ";" + row.name() + ";" + row.total() + "\n";
        }
        return csv;
    }
}
