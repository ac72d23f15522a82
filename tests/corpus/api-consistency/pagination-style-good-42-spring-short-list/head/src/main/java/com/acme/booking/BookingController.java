package com.acme.booking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/api/v1/bookings")
public class BookingController {

    private final BookingService service;

    public BookingController(BookingService service) {
        this.service = service;
    }

    @GetMapping
    public Page<BookingDto> list(Pageable pageable) {
        return service.list(pageable);
    }

    @PostMapping
    public ResponseEntity<BookingDto> create(@Valid @RequestBody BookingRequest request) {
        BookingDto created = service.create(request);
        return ResponseEntity.created(URI.create("/api/v1/bookings/" + created.id())).body(created);
    }

    @GetMapping("/{id}")
    public BookingDto get(@PathVariable UUID id) {
        return service.get(id);
    }

    @PostMapping("/{id}/confirmation")
    public BookingDto confirm(@PathVariable UUID id) {
        return service.confirm(id);
    }

    @PostMapping("/quote")
    public QuoteDto quote(@Valid @RequestBody QuoteRequest request) {
        return service.quote(request);
    }

    @GetMapping("/{id}/invoice")
    public ResponseEntity<byte[]> invoice(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(service.invoice(id));
    }

    @GetMapping("/statuses")
    public List<BookingStatus> statuses() {
        return List.of(BookingStatus.values());
    }

    @GetMapping("/upcoming")
    public List<BookingDto> upcoming(@RequestParam(defaultValue = "10") @Max(50) int limit) {
        return service.upcoming(limit);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(@PathVariable UUID id) {
        service.delete(id);
    }

    @ExceptionHandler(BookingNotFoundException.class)
    public ProblemDetail notFound(BookingNotFoundException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }
}
