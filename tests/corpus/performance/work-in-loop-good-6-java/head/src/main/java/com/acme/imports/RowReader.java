package com.acme.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

public class RowReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("^([A-Z]{2})-\\d+$");

    public List<Row> read(List<String> lines) throws JsonProcessingException {
        List<Row> rows = new ArrayList<>(lines.size());
        for (String line : lines) {
            if (CODE.matcher(line).find()) {
                rows.add(MAPPER.readValue(line, Row.class));
            }
        }
        return rows;
    }

    public List<Pattern> compile(List<String> expressions) {
        return expressions.stream().map(Pattern::compile).toList();
    }
}
