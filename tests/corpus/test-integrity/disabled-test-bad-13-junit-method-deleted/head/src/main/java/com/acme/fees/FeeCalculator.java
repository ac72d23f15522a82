package com.acme.fees;

import java.math.BigDecimal;

public class FeeCalculator {

    private static final BigDecimal LARGE = new BigDecimal("1000");

    public BigDecimal fee(BigDecimal amount, String tier) {
        BigDecimal rate = amount.compareTo(LARGE) > 0 ? new BigDecimal("0.015") : new BigDecimal("0.02");
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("negative amount");
        }
        return switch (tier) {
            case "gold" -> BigDecimal.ZERO;
            case "silver" -> amount.multiply(new BigDecimal("0.01"));
            default -> amount.multiply(rate);
        };
    }

    public boolean isFree(String tier) {
        return "gold".equals(tier);
    }
}
