package com.acme.billing;

public record Invoice(long id, String number) {}
