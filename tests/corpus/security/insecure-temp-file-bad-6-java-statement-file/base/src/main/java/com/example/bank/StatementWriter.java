package com.example.bank;

import java.util.List;
import org.springframework.stereotype.Component;

@Component
public class StatementWriter {

    private final StatementFormat format;

    public StatementWriter(StatementFormat format) {
        this.format = format;
    }

    public List<String> lines(Statement statement) {
        return statement.entries().stream().map(format::line).toList();
    }
}
