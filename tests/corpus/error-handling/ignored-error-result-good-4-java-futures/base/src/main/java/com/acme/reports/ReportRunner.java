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

}
