package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InjectMocks;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class PriceServiceTest {
    @Mock
    private RateClient rates;

    @InjectMocks
    private PriceService service;

    @Test
    void multiplies() {
        when(rates.base("mug")).thenReturn(BigDecimal.TEN);
        when(rates.factor("USD")).thenReturn(new BigDecimal("1.1"));
        assertThat(service.price("mug", "USD")).isEqualByComparingTo("11");
    }

    @Test
    void roundsTheRate() {
        PriceService partial = spy(new PriceService(rates));
        doReturn(new BigDecimal("1.005")).when(partial).rate("USD");
        assertThat(partial.rounded("USD")).isEqualByComparingTo("1.01");
    }
}
