package com.acme;

public class Stock {
    private final StockRepository repository;
    private final Events events;

    public Stock(StockRepository repository, Events events) {
        this.repository = repository;
        this.events = events;
    }

    public int reserve(String sku, int quantity) {
        int left = repository.take(sku, quantity).orElseThrow(() -> new OutOfStock(sku, quantity));
        events.publish(new Reserved(sku, quantity));
        return left;
    }
}
