package com.acme.depot.priceList;

public record PriceListDto(Long id, String displayName, String ownerId) {
    static PriceListDto of(PriceList row) {
        return new PriceListDto(row.getId(), row.getDisplayName(), row.getOwnerId());
    }
}
