package com.acme.files;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

@RestController
public class FileController {

    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final Path folder;

    public FileController(FileProperties properties) {
        this.folder = properties.folder();
    }

    @PostMapping("/files")
    public String store(@RequestParam MultipartFile file) throws IOException {
        Path target = Files.createTempFile(folder, "upload", ".bin");
        file.transferTo(target);
        return target.getFileName().toString();
    }

    @PostMapping("/pictures")
    public int picture(@RequestParam MultipartFile file) throws IOException {
        if (file.getSize() > MAX_BYTES) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE);
        }
        return file.getBytes().length;
    }

    @PostMapping("/notes")
    public int note(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES);
        return body.length;
    }

    static String template() throws IOException {
        try (InputStream in = FileController.class.getResourceAsStream("/mail.html")) {
            return new String(in.readAllBytes());
        }
    }
}
