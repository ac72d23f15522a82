package com.acme.depot.customer;

public record CustomerDto(Long id, String displayName, String ownerId) {
    static CustomerDto of(Customer row) {
        return new CustomerDto(row.getId(), row.getDisplayName(), row.getOwnerId());
    }
}
