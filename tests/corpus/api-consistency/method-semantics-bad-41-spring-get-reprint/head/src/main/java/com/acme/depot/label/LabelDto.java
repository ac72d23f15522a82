package com.acme.depot.label;

public record LabelDto(Long id, @JsonProperty("trackingCode") String code, Instant printedAt) {}
