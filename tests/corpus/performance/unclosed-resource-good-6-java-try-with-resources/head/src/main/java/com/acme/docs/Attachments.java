package com.acme.docs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;

public class Attachments implements AutoCloseable {

    private final DataSource dataSource;
    private final InputStream index;

    public Attachments(DataSource dataSource, Path index) throws IOException {
        this.dataSource = dataSource;
        this.index = Files.newInputStream(index);
    }

    public String name(long id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT name FROM attachments WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    public byte[] unzip(byte[] packed) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toByteArray();
        }
    }

    public List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** The caller closes the stream. */
    public InputStream open(Path path) throws IOException {
        return Files.newInputStream(path);
    }

    public String render(String text) {
        StringWriter out = new StringWriter();
        out.write(text);
        return out.toString();
    }

    public int count() throws SQLException {
        Connection connection = null;
        try {
            connection = dataSource.getConnection();
            try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM attachments");
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } finally {
            if (connection != null) {
                connection.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
