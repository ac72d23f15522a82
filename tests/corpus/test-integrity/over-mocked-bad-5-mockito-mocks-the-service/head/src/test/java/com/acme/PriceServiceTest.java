package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceServiceTest {

    @Test
    void convertsThePrice() {
        PriceService service = mock(PriceService.class);
        when(service.price("mug", "USD")).thenReturn(new BigDecimal("11.00"));
        assertEquals(new BigDecimal("11.00"), service.price("mug", "USD"));
    }

    @Test
    void multipliesByTheFactor() {
        RateClient rates = mock(RateClient.class);
        when(rates.base("mug")).thenReturn(BigDecimal.TEN);
        when(rates.factor("USD")).thenReturn(new BigDecimal("1.1"));
        assertEquals(new BigDecimal("11.0"), new PriceService(rates).price("mug", "USD"));
    }
}
