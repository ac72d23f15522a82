package com.acme.fees;

import java.math.BigDecimal;

public class FeeCalculator {

    public BigDecimal fee(BigDecimal amount, String tier) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("negative amount");
        }
        return switch (tier) {
            case "gold" -> BigDecimal.ZERO;
            case "silver" -> amount.multiply(new BigDecimal("0.01"));
            default -> amount.multiply(new BigDecimal("0.02"));
        };
    }

    public boolean isFree(String tier) {
        return "gold".equals(tier);
    }
}
