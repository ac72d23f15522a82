package com.example.bank;

import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
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

    /** Writes a statement to a file for the printing house. */
    public File write(Statement statement) throws IOException {
        File file = new File(System.getProperty("java.io.tmpdir"), "statement-" + statement.number() + ".txt");
        try (FileWriter writer = new FileWriter(file)) {
            for (String line : lines(statement)) {
                writer.write(line);
                writer.write('\n');
            }
        }
        return file;
    }

    public Path preview(Statement statement) throws IOException {
        Path target = Paths.get("/tmp/statement-preview.txt");
        Files.write(target, lines(statement));
        return target;
    }
}
