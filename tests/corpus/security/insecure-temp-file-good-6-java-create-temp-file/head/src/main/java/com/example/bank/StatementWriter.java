package com.example.bank;

import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
public class StatementWriter {

    private final StatementFormat format;
    private final Path outbox;

    public StatementWriter(StatementFormat format, @Value("${statements.outbox}") Path outbox) {
        this.format = format;
        this.outbox = outbox;
    }

    public List<String> lines(Statement statement) {
        return statement.entries().stream().map(format::line).toList();
    }

    public Path write(Statement statement) throws IOException {
        Path file = Files.createTempFile("statement-" + statement.number(), ".txt");
        Files.write(file, lines(statement));
        return file;
    }

    public File writeOld(Statement statement) throws IOException {
        File file = File.createTempFile("statement-", ".txt");
        try (FileWriter writer = new FileWriter(file)) {
            writer.write(String.join("\n", lines(statement)));
        }
        return file;
    }

    public Path bundle(List<Statement> statements) throws IOException {
        Path folder = Files.createTempDirectory("statements");
        for (Statement statement : statements) {
            Files.write(folder.resolve(statement.number() + ".txt"), lines(statement));
        }
        return folder;
    }

    public void keep(Statement statement) throws IOException {
        Files.write(outbox.resolve(statement.number() + ".txt"), lines(statement));
    }
}
