package com.acme.fees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FeeCalculatorTest {

    private final FeeCalculator calculator = new FeeCalculator();

    @Test
    void silverPaysOnePercent() {
        assertEquals(new BigDecimal("1.00"), calculator.fee(new BigDecimal("100"), "silver"));
    }

    @Test
    void othersPayTwoPercent() {
        assertEquals(new BigDecimal("2.00"), calculator.fee(new BigDecimal("100"), "bronze"));
    }

    @Test
    void goldIsFree() {
        assertTrue(calculator.isFree("gold"));
        assertEquals(BigDecimal.ZERO, calculator.fee(BigDecimal.TEN, "gold"));
    }

    @Test
    void negativeAmountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> calculator.fee(new BigDecimal("-1"), "gold"));
    }
}
