package com.acme.depot.order;

public record OrderDto(Long id, String displayName, String ownerId) {
    static OrderDto of(Order row) {
        return new OrderDto(row.getId(), row.getDisplayName(), row.getOwnerId());
    }
}
