package com.acme.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RevenueReportTest {
    @Test
    void sumsPerMonth() {
        assertEquals("1200.00", new RevenueReport(Ledger.sample()).month(3).toPlainString());
    }
}
