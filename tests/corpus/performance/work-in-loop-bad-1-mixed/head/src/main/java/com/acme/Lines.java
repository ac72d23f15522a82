package com.acme;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

public class Lines {
    public List<String> codes(List<String> lines) throws Exception {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            Pattern pattern = Pattern.compile("[A-Z]{3}-\\d+");
            if (pattern.matcher(line).find()) {
                ObjectMapper mapper = new ObjectMapper();
                found.add(mapper.writeValueAsString(line));
            }
        }
        return found;
    }
}
