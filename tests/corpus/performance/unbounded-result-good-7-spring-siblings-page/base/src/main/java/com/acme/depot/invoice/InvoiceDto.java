package com.acme.depot.invoice;

public record InvoiceDto(Long id, String displayName, String ownerId) {
    static InvoiceDto of(Invoice row) {
        return new InvoiceDto(row.getId(), row.getDisplayName(), row.getOwnerId());
    }
}
