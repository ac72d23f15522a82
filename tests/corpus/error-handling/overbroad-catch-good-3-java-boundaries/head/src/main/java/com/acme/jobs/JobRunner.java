package com.acme.jobs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
public class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final ExecutorService pool;
    private final JobStore store;

    public JobRunner(ExecutorService pool, JobStore store) {
        this.pool = pool;
        this.store = store;
    }

    public void submit(Job job) {
        pool.submit(() -> {
            try {
                job.call();
                store.done(job.id());
            } catch (Exception e) {
                log.error("job {} failed", job.id(), e);
                store.failed(job.id(), e);
            }
        });
    }

    @Scheduled(fixedDelay = 60_000)
    public void sweep() {
        try {
            store.deleteDone();
        } catch (Exception e) {
            log.error("sweep failed", e);
        }
    }

    @ExceptionHandler(Exception.class)
    public ResponseEntity<Problem> unexpected(Exception e) {
        log.error("unexpected error", e);
        return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR).body(Problem.internal());
    }

    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    public void atomically(Runnable work) {
        store.begin();
        try {
            work.run();
            store.commit();
        } catch (Exception e) {
            store.rollback();
            throw new JobException("work was rolled back", e);
        }
    }
}
