"""Java's error answers and dropped results. Lines that end in ``<-- here`` are findings."""

from __future__ import annotations

import pytest

LEAKS = """
@RestController
class OrderController {
  @PostMapping("/orders")
  ResponseEntity<?> create(@RequestBody Order order) {
    try {
      return ResponseEntity.ok(service.save(order));
    } catch (Exception e) {
      return ResponseEntity.status(500).body(e.getMessage());  // <-- here
    }
  }

  @GetMapping("/orders")
  Object all() {
    try {
      return service.all();
    } catch (SQLException e) {
      return Map.of("error", "query failed: " + e.getMessage());  // <-- here
    }
  }

  @GetMapping("/raw")
  void raw(HttpServletResponse response) throws IOException {
    try {
      service.raw();
    } catch (RuntimeException e) {
      e.printStackTrace(response.getWriter());  // <-- here
      response.sendError(500, e.toString());  // <-- here
    }
  }

  @GetMapping("/one")
  Order one() {
    try {
      return service.one();
    } catch (DataAccessException ex) {
      throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, ex.getMessage(), ex);  // <-- here
    }
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<ErrorResponse> any(Exception ex) {
    return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR).body(new ErrorResponse(ex.getMessage()));  // <-- here
  }
}

class AnyMapper implements ExceptionMapper<Throwable> {
  public Response toResponse(Throwable error) {
    String text = error.getMessage();
    return Response.status(500).entity(text).build();  // <-- here
  }
}
"""
SAFE = """
@RestController
class OrderController {
  @PostMapping("/orders")
  ResponseEntity<?> create(@RequestBody Order order) {
    try {
      return ResponseEntity.ok(service.save(order));
    } catch (OutOfStockException e) {
      return ResponseEntity.status(409).body(e.getMessage());
    } catch (IllegalArgumentException e) {
      return ResponseEntity.badRequest().body(e.getMessage());
    } catch (Exception e) {
      log.error("order failed", e);
      return ResponseEntity.status(500).body("internal error");
    }
  }

  @ExceptionHandler(OrderNotFoundException.class)
  ResponseEntity<ErrorResponse> missing(OrderNotFoundException ex) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND).body(new ErrorResponse(ex.getMessage()));
  }

  @ExceptionHandler(MethodArgumentNotValidException.class)
  ProblemDetail invalid(MethodArgumentNotValidException ex) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> any(Exception ex) {
    if (debug) {
      return ResponseEntity.status(500).body(Map.of("error", ex.getMessage()));
    }
    log.error("unexpected", ex);
    return ResponseEntity.status(500).body(Map.of("error", "internal error"));
  }

  String describe(Order order) {
    try {
      return order.text();
    } catch (Exception e) {
      return "no text: " + e.getMessage();
    }
  }
}
"""
STATUS = """
@RestController
class OrderController {
  @PostMapping("/orders")
  ResponseEntity<?> create(@RequestBody Order order) {
    if (order.sku().isBlank()) {
      return ResponseEntity.internalServerError().body("sku is missing");  // <-- here
    }
    try {
      return ResponseEntity.ok(service.save(order));
    } catch (OutOfStockException e) {
      return ResponseEntity.ok(Map.of("error", "out of stock"));  // <-- here
    }
  }

  @GetMapping("/orders/{id}")
  ResponseEntity<?> show(@PathVariable long id) {
    Order order = service.find(id);
    if (order == null) {
      return ResponseEntity.ok(Map.of("error", "no such order"));  // <-- here
    }
    return ResponseEntity.ok(order);
  }

  @GetMapping("/totals")
  Object totals() {
    try {
      return service.totals();
    } catch (TotalsException e) {
      log.error("totals", e);
      return Map.of("error", "totals failed");  // <-- here
    }
  }
}

@RestControllerAdvice
class Errors {
  @ExceptionHandler(OrderNotFoundException.class)
  ErrorBody missing(OrderNotFoundException ex) {
    return new ErrorBody("no such order");  // <-- here
  }

  @ExceptionHandler(MethodArgumentNotValidException.class)
  ResponseEntity<ErrorBody> invalid(MethodArgumentNotValidException ex) {
    return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR).body(new ErrorBody("invalid"));  // <-- here
  }
}

class Mapper implements ExceptionMapper<OrderException> {
  public Response toResponse(OrderException error) {
    return Response.ok(new ErrorBody("order failed")).build();  // <-- here
  }
}
"""
RIGHT = """
@RestController
class OrderController {
  @PostMapping("/orders")
  ResponseEntity<?> create(@RequestBody Order order) {
    if (order.sku().isBlank()) {
      return ResponseEntity.badRequest().body("sku is missing");
    }
    try {
      return ResponseEntity.ok(service.save(order));
    } catch (OutOfStockException e) {
      return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("error", "out of stock"));
    } catch (Exception e) {
      log.error("order", e);
      return ResponseEntity.internalServerError().body(Map.of("error", "internal error"));
    }
  }

  @GetMapping("/quotes")
  ResponseEntity<Quote> quote() {
    try {
      return ResponseEntity.ok(feed.quote());
    } catch (FeedException e) {
      log.warn("feed is down", e);
      return ResponseEntity.ok(cache.lastQuote());
    }
  }

  @GetMapping("/jobs/{id}")
  Map<String, Object> job(@PathVariable long id) {
    return Map.of("state", "failed", "error", jobs.find(id).error());
  }
}

@RestControllerAdvice
class Errors {
  @ResponseStatus(HttpStatus.NOT_FOUND)
  @ExceptionHandler(OrderNotFoundException.class)
  ErrorBody missing(OrderNotFoundException ex) {
    return new ErrorBody("no such order");
  }

  @ExceptionHandler(OrderException.class)
  ProblemDetail failed(OrderException ex) {
    return ProblemDetail.forStatus(HttpStatus.CONFLICT);
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<ErrorBody> any(Exception ex) {
    return new ResponseEntity<>(new ErrorBody("internal error"), HttpStatus.INTERNAL_SERVER_ERROR);
  }

  @ExceptionHandler(AccessDeniedException.class)
  ErrorBody denied(AccessDeniedException ex, HttpServletResponse response) {
    response.setStatus(403);
    return new ErrorBody("denied");
  }
}

@Controller
class Pages {
  @ExceptionHandler(OrderException.class)
  String failed(OrderException ex, Model model) {
    return "errors/order";
  }
}
"""
DROPPED = """
import java.io.File;
import java.util.concurrent.*;

class Jobs {
  private final ExecutorService executor = Executors.newFixedThreadPool(4);

  void a(File from, File to, Lock lock) {
    executor.submit(() -> rebuild(from));  // <-- here
    CompletableFuture.runAsync(() -> rebuild(from));  // <-- here
    from.renameTo(to);  // <-- here
    lock.tryLock();  // <-- here
    from.delete();  // <-- here
  }

  void b(File from, File to, Lock lock) {
    executor.execute(() -> rebuild(from));
    Future<?> future = executor.submit(() -> rebuild(from));
    executor.submit(() -> {
      try { rebuild(from); } catch (Exception e) { log.error("rebuild", e); }
    });
    CompletableFuture.runAsync(() -> rebuild(from)).exceptionally(this::failed);
    if (!from.renameTo(to)) { throw new RenameException(from); }
    if (lock.tryLock()) { work(); }
    form.submit(order);
    if (!from.delete()) { throw new DeleteException(from); }
  }
}
"""


def marked(code: str) -> list[int]:
    return [n for n, line in enumerate(code.split("\n"), 1) if "<-- here" in line]


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("error-detail-leaked", LEAKS),
        ("error-detail-leaked", SAFE),
        ("wrong-status-on-error", STATUS),
        ("wrong-status-on-error", RIGHT),
        ("ignored-error-result", DROPPED),
    ],
)
def test_a_java_rule_finds_the_marked_answers_and_no_other(findings, slug, code):
    found = [
        f.line for f in findings(slug, "src/main/java/shop/Code.java", code.replace("  // <-- here", ""))
    ]
    assert found == marked(code)
