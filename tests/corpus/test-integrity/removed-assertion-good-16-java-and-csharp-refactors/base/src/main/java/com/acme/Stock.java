package com.acme;

public class Stock {
    private final StockRepository repository;
    private final Events events;

    public Stock(StockRepository repository, Events events) {
        this.repository = repository;
        this.events = events;
    }

    public int reserve(String sku, int quantity) {
        int level = repository.level(sku);
        if (level < quantity) {
            throw new IllegalStateException("out of stock: " + sku);
        }
        repository.update(sku, level - quantity);
        events.publish("reserved", sku);
        return level - quantity;
    }
}
