package com.acme.room;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/api/v1/rooms")
public class RoomController {

    private final RoomService service;

    public RoomController(RoomService service) {
        this.service = service;
    }

    @GetMapping
    public Page<RoomDto> list(Pageable pageable) {
        return service.list(pageable);
    }

    @PostMapping
    public ResponseEntity<RoomDto> create(@Valid @RequestBody RoomRequest request) {
        RoomDto created = service.create(request);
        return ResponseEntity.created(URI.create("/api/v1/rooms/" + created.id())).body(created);
    }

    @GetMapping("/{id}")
    public RoomDto get(@PathVariable UUID id) {
        return service.get(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(@PathVariable UUID id) {
        service.delete(id);
    }

    @PostMapping("/{id}/blocks")
    public ResponseEntity<?> block(@PathVariable UUID id, @Valid @RequestBody BlockRequest request) {
        if (!request.from().isBefore(request.to())) {
            return ResponseEntity.badRequest().body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The range is empty"));
        }
        BlockDto created = service.block(id, request);
        return ResponseEntity.created(URI.create("/api/v1/rooms/" + id + "/blocks/" + created.id())).body(created);
    }

    @ExceptionHandler(RoomNotFoundException.class)
    public ProblemDetail notFound(RoomNotFoundException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }
}
