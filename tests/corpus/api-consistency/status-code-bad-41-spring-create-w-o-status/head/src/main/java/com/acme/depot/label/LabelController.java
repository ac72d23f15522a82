package com.acme.depot.label;

import com.acme.depot.error.ApiError;
import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/api/v1/orders/{orderId}/labels")
@RequiredArgsConstructor
@Slf4j
public class LabelController {
    private final LabelService labels;

    @GetMapping
    public Page<LabelDto> list(@PathVariable Long orderId, @PageableDefault(size = 20) Pageable pageable) {
        return labels.forOrder(orderId, pageable);
    }

    @GetMapping(value = "/{id}/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    public ResponseEntity<byte[]> pdf(@PathVariable Long orderId, @PathVariable Long id) {
        log.info("label {} downloaded", id);
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_DISPOSITION, "inline").body(labels.render(orderId, id));
    }

    @PostMapping
    public LabelDto create(@PathVariable Long orderId, @Valid @RequestBody NewLabel body) {
        return labels.create(orderId, body);
    }

    @PostMapping("/{id}/reprint")
    public ResponseEntity<Void> reprint(@PathVariable Long orderId, @PathVariable Long id) {
        labels.reprint(orderId, id);
        return ResponseEntity.accepted().build();
    }

    @PostMapping("/search")
    public Page<LabelDto> search(@PathVariable Long orderId, @RequestBody LabelQuery query, Pageable pageable) {
        return labels.search(orderId, query, pageable);
    }

    @DeleteMapping
    public ResponseEntity<Void> deleteAll(@PathVariable Long orderId) {
        labels.deleteByOrder(orderId);
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler(LabelGone.class)
    public ResponseEntity<ApiError> gone(LabelGone e) {
        return ResponseEntity.status(HttpStatus.GONE).body(new ApiError("gone", e.getMessage()));
    }
}
