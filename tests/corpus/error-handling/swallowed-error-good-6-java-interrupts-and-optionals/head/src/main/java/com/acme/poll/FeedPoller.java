package com.acme.poll;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class FeedPoller implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(FeedPoller.class);

    private final FeedClient client;
    private final FeedSink sink;
    private final List<Throwable> problems = new ArrayList<>();

    public FeedPoller(FeedClient client, FeedSink sink) {
        this.client = client;
        this.sink = sink;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                client.fetch().forEach(sink::accept);
            } catch (RuntimeException e) {
                log.error("feed could not be polled", e);
            }
            try {
                Thread.sleep(Duration.ofSeconds(30).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static int pageSize(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException ignored) {
            return 50;
        }
    }

    void drain(List<FeedItem> items) {
        for (FeedItem item : items) {
            try {
                sink.accept(item);
            } catch (FeedException e) {
                problems.add(e);
            }
        }
    }

    List<Throwable> problems() {
        return List.copyOf(problems);
    }
}
