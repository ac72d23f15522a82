package com.acme.depot.returnRequest;

public record ReturnRequestDto(Long id, String displayName, String ownerId) {
    static ReturnRequestDto of(ReturnRequest row) {
        return new ReturnRequestDto(row.getId(), row.getDisplayName(), row.getOwnerId());
    }
}
