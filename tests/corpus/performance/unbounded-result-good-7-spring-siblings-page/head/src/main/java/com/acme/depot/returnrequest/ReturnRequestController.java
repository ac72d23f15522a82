package com.acme.depot.returnRequest;

import com.acme.depot.error.ApiError;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/api/v1/return-requests")
public class ReturnRequestController {

    private final ReturnRequestService service;

    public ReturnRequestController(ReturnRequestService service) {
        this.service = service;
    }

    @GetMapping
    public List<ReturnRequestDto> list() {
        return service.findAll();
    }

    @GetMapping("/{id}")
    public ResponseEntity<?> get(@PathVariable Long id) {
        var found = service.find(id);
        if (found.isEmpty()) {
            return ResponseEntity.status(HttpStatus.NOT_FOUND).body(new ApiError("not_found", "No such returnRequest"));
        }
        return ResponseEntity.ok(found.get());
    }

    @PostMapping
    public ResponseEntity<ReturnRequestDto> create(@Valid @RequestBody CreateReturnRequestRequest request) {
        ReturnRequestDto created = service.create(request);
        return ResponseEntity.created(URI.create("/api/v1/return-requests/" + created.id())).body(created);
    }

    @DeleteMapping("/{id}")
    public ResponseEntity<Void> delete(@PathVariable Long id) {
        service.delete(id);
        return ResponseEntity.noContent().build();
    }
}
