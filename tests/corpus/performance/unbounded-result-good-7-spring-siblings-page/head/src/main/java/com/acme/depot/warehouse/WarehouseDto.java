package com.acme.depot.warehouse;

public record WarehouseDto(Long id, String displayName, String ownerId) {
    static WarehouseDto of(Warehouse row) {
        return new WarehouseDto(row.getId(), row.getDisplayName(), row.getOwnerId());
    }
}
