package com.acme.export;

import java.util.List;
import java.util.stream.Collectors;

public class Export {

    private static final String[] COLUMNS = {"id", "name", "total"};

    public String render(List<Row> rows) {
        StringBuilder out = new StringBuilder(header());
        long total = 0;
        for (Row row : rows) {
            String line = row.id() + ";" + row.name();
            if (row.note() != null) {
                line += ";" + row.note();
            }
            total += row.total();
            out.append(line).append('\n');
        }
        return out.append(total).toString();
    }

    private static String header() {
        String text = "";
        for (String column : COLUMNS) {
            text += column + ";";
        }
        return text;
    }

    public String names(List<Row> rows) {
        return rows.stream().map(Row::name).collect(Collectors.joining(", "));
    }

    public int sum(List<Row> rows) {
        int sum = 0;
        for (Row row : rows) {
            sum += row.total();
        }
        return sum;
    }
}
