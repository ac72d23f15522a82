package com.acme.depot.error;

public record ApiError(String code, String message) {}
