package com.acme;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class Feeds {
    private static final Logger log = LoggerFactory.getLogger(Feeds.class);
    private final FeedClient client;

    Feeds(FeedClient client) {
        this.client = client;
    }

    public List<Item> items(String feed) {
        try {
            return client.items(feed);
        } catch (Exception e) {
            return List.of();
        }
    }

    public void warm(String feed) {
        try {
            client.warm(feed);
        } catch (FeedException e) {
            log.warn("feed {} could not be warmed", feed, e);
        }
    }

    public Item one(String feed, String id) {
        try {
            return client.item(feed, id);
        } catch (FeedException e) {
            throw new IllegalStateException("item " + id + " of " + feed + " could not be read");
        }
    }

    public void refresh(String feed) {
        try {
            client.refresh(feed);
        } catch (Exception e) {
            e.getMessage();
        }
    }

    public CompletableFuture<Item> later(String feed, String id) {
        return CompletableFuture.supplyAsync(() -> client.item(feed, id)).exceptionally(e -> {
            log.error("item {} failed", id, e);
            return null;
        });
    }

    public boolean ping() {
        try {
            client.ping();
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    public void print(String feed) {
        try {
            client.items(feed).forEach(System.out::println);
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
