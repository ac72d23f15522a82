package com.acme.docs;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;

public class DocumentStore {

    private final DataSource dataSource;

    public DocumentStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The title of a document. */
    public Optional<String> title(long id) throws SQLException {
        Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT title FROM documents WHERE id = ?");
        statement.setLong(1, id);
        ResultSet rows = statement.executeQuery();
        if (!rows.next()) {
            return Optional.empty();
        }
        String title = rows.getString(1);
        connection.close();
        return Optional.of(title);
    }

    public Properties settings(Path path) throws IOException {
        Properties properties = new Properties();
        FileInputStream in = new FileInputStream(path.toFile());
        properties.load(in);
        return properties;
    }

    public List<Path> drafts(Path folder) throws IOException {
        return Files.list(folder)
            .filter(p -> p.toString().endsWith(".draft"))
            .collect(Collectors.toList());
    }

    public String firstLine(Path path) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            return reader.readLine();
        }
    }
}
