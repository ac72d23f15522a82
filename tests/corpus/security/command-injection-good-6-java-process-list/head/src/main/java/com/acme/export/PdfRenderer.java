package com.acme.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Renders pages with the wkhtmltopdf binary. */
@Component
public class PdfRenderer {

    public enum Paper { A4, A5, LETTER }

    private static final String BINARY = "wkhtmltopdf";
    private final ExecutorService background;

    public PdfRenderer(ExecutorService background) {
        this.background = background;
    }

    public Path render(String pageUrl, Paper paper, Path target) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(BINARY, "--page-size", paper.name(), "--quiet"));
        command.add(pageUrl);
        command.add(target.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("renderer took too long");
        }
        if (process.exitValue() != 0) {
            throw new IOException("renderer ended with " + process.exitValue());
        }
        return target;
    }

    public void warmUp() {
        background.execute(() -> {
            try {
                Runtime.getRuntime().exec(new String[] {"sh", "-c", "command -v wkhtmltopdf >/dev/null || exit 3"}).waitFor();
            } catch (IOException e) {
                throw new IllegalStateException("no shell", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    public void convert(String title, Path source) throws IOException {
        String[] command = {"pandoc", "--metadata", "title=" + title, source.toString()};
        Runtime.getRuntime().exec(command);
    }
}
