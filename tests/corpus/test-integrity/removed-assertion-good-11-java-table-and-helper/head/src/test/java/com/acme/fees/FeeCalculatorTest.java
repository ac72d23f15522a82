package com.acme.fees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeCalculatorTest {

    private final FeeCalculator calculator = new FeeCalculator();

    @ParameterizedTest
    @CsvSource({"silver, 1.00", "bronze, 2.500", "other, 2.500"})
    void feeDependsOnTheTier(String tier, BigDecimal fee) {
        assertEquals(fee, calculator.fee(new BigDecimal("100"), tier));
    }

    @Test
    void goldIsFree() {
        assertFree("gold");
    }

    private void assertFree(String tier) {
        assertTrue(calculator.isFree(tier));
        assertEquals(BigDecimal.ZERO, calculator.fee(BigDecimal.TEN, tier));
    }

    @Test
    void negativeAmountsAreRefused() {
        assertThrows(InvalidAmountException.class, () -> calculator.fee(new BigDecimal("-1"), "gold"));
    }
}
