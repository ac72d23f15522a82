package com.acme.depot.order;

public record OrderDto(Long id, String displayName) {
    static OrderDto of(Order row) {
        return new OrderDto(row.getId(), row.getDisplayName());
    }
}
