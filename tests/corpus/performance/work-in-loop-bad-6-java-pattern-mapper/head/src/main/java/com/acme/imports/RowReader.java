package com.acme.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class RowReader {
    public List<Row> read(List<String> lines) throws JsonProcessingException {
        List<Row> rows = new ArrayList<>(lines.size());
        for (String line : lines) {
            ObjectMapper mapper = new ObjectMapper();
            rows.add(mapper.readValue(line, Row.class));
        }
        return rows;
    }

    public List<String> codes(List<String> lines) {
        List<String> codes = new ArrayList<>(lines.size());
        for (String line : lines) {
            Matcher matcher = Pattern.compile("^([A-Z]{2})-\\d+$").matcher(line);
            if (matcher.matches()) {
                codes.add(matcher.group(1));
            }
        }
        return codes;
    }
}
