package com.acme;

import java.math.BigDecimal;

public class PriceService {
    private final RateClient rates;

    public PriceService(RateClient rates) {
        this.rates = rates;
    }

    public BigDecimal price(String sku, String currency) {
        return rates.base(sku).multiply(rates.factor(currency));
    }
}
