package com.acme.billing;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class InvoiceService {

    private final InvoiceRepository invoices;

    private final EventBus events;

    public InvoiceService(InvoiceRepository invoices, EventBus events) {
        this.invoices = invoices;
        this.events = events;
    }

    public Invoice open(String customer, List<BigDecimal> amounts) {
        BigDecimal total = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return invoices.save(new Invoice(customer, total, Status.OPEN));
    }

    public Invoice pay(long id) {
        Invoice invoice = invoices.findById(id).orElseThrow(() -> new InvoiceNotFound(id));
        if (invoice.status() == Status.CANCELLED) {
            throw new IllegalStateException("invoice is cancelled");
        }
        Invoice paid = invoice.withStatus(Status.PAID);
        events.publish(new InvoicePaid(paid));
        return invoices.save(paid);
    }
}
