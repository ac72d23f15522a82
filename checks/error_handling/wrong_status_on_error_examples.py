"""Further examples of the rule wrong status on error, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/OrderController.java": """\
package shop;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        if (order.sku().isBlank()) {
            return ResponseEntity.status(500).body("sku is missing");  // <-- here
        }
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (OutOfStockException e) {
            return ResponseEntity.ok(Map.of("error", "out of stock"));  // <-- here
        }
    }
}

@RestControllerAdvice
class Errors {
    @ExceptionHandler(OrderNotFoundException.class)
    ErrorBody missing(OrderNotFoundException ex) {
        return new ErrorBody("no such order");  // <-- here
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/OrderController.java": """\
package shop;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        if (order.sku().isBlank()) {
            return ResponseEntity.badRequest().body("sku is missing");
        }
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (OutOfStockException e) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("error", "out of stock"));
        }
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
}
"""
        }
    ),
)
