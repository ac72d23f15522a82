package com.acme.invoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
public class InvoiceExporter {

    private static final Logger log = LoggerFactory.getLogger(InvoiceExporter.class);

    private final InvoiceRepository invoices;
    private final LedgerClient ledger;

    public InvoiceExporter(InvoiceRepository invoices, LedgerClient ledger) {
        this.invoices = invoices;
        this.ledger = ledger;
    }

    /** Writes the month's invoices to one file a customer and books them. */
    public int export(int year, int month, Path target) {
        List<Invoice> due = invoices.findByYearAndMonth(year, month);
        int written = 0;
        for (Invoice invoice : due) {
            Path file = target.resolve(invoice.number() + ".csv");
            try {
                Files.writeString(file, invoice.toCsv());
                written++;
            } catch (IOException e) {
                throw new UncheckedIOException("invoice " + invoice.number() + " not written", e);
            }
            try {
                ledger.book(invoice.number(), invoice.total());
            } catch (LedgerException e) {
                // ignored
            }
        }
        return written;
    }

    /** The stored exchange rate, or null when there is none. */
    public Rate rateOf(String currency) {
        try {
            return ledger.rate(currency);
        } catch (Exception e) {
            return null;
        }
    }

    public void archive(Path file, Path archive) {
        try {
            Files.move(file, archive.resolve(file.getFileName()));
        } catch (IOException e) {
            log.error("could not archive {}", file, e);
        }
    }
}
