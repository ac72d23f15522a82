package com.acme.billing;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class InvoiceService {

    private final InvoiceRepository invoices;

    public InvoiceService(InvoiceRepository invoices) {
        this.invoices = invoices;
    }

    public Invoice open(String customer, List<BigDecimal> amounts) {
        BigDecimal total = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return invoices.save(new Invoice(customer, total, Status.OPEN));
    }

    public Invoice pay(long id) {
        Invoice invoice = invoices.findById(id).orElseThrow(() -> new InvoiceNotFound(id));
        if (invoice.status() != Status.OPEN) {
            throw new IllegalStateException("invoice is " + invoice.status());
        }
        return invoices.save(invoice.withStatus(Status.PAID));
    }
}
