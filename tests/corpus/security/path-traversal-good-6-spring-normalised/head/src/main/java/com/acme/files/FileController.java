package com.acme.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.io.FilenameUtils;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/files")
public class FileController {

    private final Path root;

    public FileController(FileSettings settings) {
        this.root = settings.root().toAbsolutePath().normalize();
    }

    private Path inside(String name) {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return path;
    }

    @GetMapping("/text")
    public String text(@RequestParam String file) throws IOException {
        return Files.readString(inside(file));
    }

    @GetMapping("/exports/{id}")
    public ResponseEntity<Resource> export(@PathVariable UUID id) {
        return ResponseEntity.ok(new FileSystemResource(root.resolve(id + ".csv")));
    }

    @GetMapping("/short/{name}")
    public ResponseEntity<Resource> shortName(@PathVariable String name) {
        return ResponseEntity.ok(new FileSystemResource(root.resolve(FilenameUtils.getName(name))));
    }

    @GetMapping("/years/{year}")
    public String year(@PathVariable int year) throws IOException {
        return Files.readString(Path.of("reports", year + ".txt"));
    }

    void unpack(InputStream in, Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("archive member leaves the folder");
                }
                Files.copy(zip, file);
            }
        }
    }
}
