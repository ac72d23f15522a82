package com.acme.depot.label;

public record LabelDto(Long id, @JsonProperty("tracking_code") String code, Instant printedAt) {}
