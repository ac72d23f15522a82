package com.acme.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class ReportRunner {
    private static final Logger log = LoggerFactory.getLogger(ReportRunner.class);
    private final ExecutorService executor;

    public ReportRunner(ExecutorService executor) {
        this.executor = executor;
    }

    public List<Report> runAll(List<ReportSpec> specs) throws InterruptedException, ExecutionException {
        List<Future<Report>> futures = new ArrayList<>();
        for (ReportSpec spec : specs) {
            futures.add(executor.submit(() -> spec.run()));
        }
        List<Report> reports = new ArrayList<>();
        for (Future<Report> future : futures) {
            reports.add(future.get());
        }
        return reports;
    }

    public void runLater(ReportSpec spec) {
        CompletableFuture.supplyAsync(spec::run, executor).whenComplete((report, failure) -> {
            if (failure != null) {
                log.error("report {} failed", spec.name(), failure);
            }
        });
        executor.execute(() -> log.info("queued {}", spec.name()));
    }

    public void discard(Path file) throws IOException {
        Files.deleteIfExists(file);
        StringBuilder text = new StringBuilder();
        text.append("discarded ").append(file);
        log.info(text.toString());
    }
}
