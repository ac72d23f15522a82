package com.acme.export;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/exports")
public class ExportController {

    private final ExportService exports;

    public ExportController(ExportService exports) {
        this.exports = exports;
    }

    @GetMapping("/{id}")
    public ResponseEntity<ExportView> show(@PathVariable long id) {
        return ResponseEntity.of(exports.find(id));
    }

    /** Renders a report page to PDF with the wkhtmltopdf binary. */
    @GetMapping("/{id}/pdf")
    public ResponseEntity<String> pdf(@PathVariable long id, @RequestParam(defaultValue = "A4") String paper)
            throws IOException, InterruptedException {
        String target = "export-" + id + ".pdf";
        int status = render("wkhtmltopdf --page-size " + paper + " http://localhost:8080/exports/" + id + " " + target);
        return status == 0 ? ResponseEntity.ok(target) : ResponseEntity.internalServerError().build();
    }

    private int render(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("renderer took too long");
        }
        return process.exitValue();
    }
}
