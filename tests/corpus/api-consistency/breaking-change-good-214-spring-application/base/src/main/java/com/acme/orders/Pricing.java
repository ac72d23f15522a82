package com.acme.orders;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class Pricing {
    public BigDecimal total(List<BigDecimal> lines) {
        return lines.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
