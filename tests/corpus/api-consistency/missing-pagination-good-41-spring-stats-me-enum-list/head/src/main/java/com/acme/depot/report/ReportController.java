package com.acme.depot.report;

import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/api/v1/reports")
public class ReportController {
    private final ReportService service;
    public ReportController(ReportService service) { this.service = service; }

    @GetMapping("/sales/summary")
    public SalesSummary summary(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        return service.summary(from, to);
    }
    @GetMapping("/currencies")
    public List<String> currencies() { return List.of("EUR", "USD"); }

    @GetMapping("/top-customers")
    public List<CustomerRow> top() { return service.topCustomers(10); }
}
