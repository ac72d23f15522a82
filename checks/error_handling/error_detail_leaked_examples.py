"""Further examples of the rule error detail leaked, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/OrderController.java": """\
package shop;

import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (Exception e) {
            return ResponseEntity.status(500).body(Map.of("error", e.getMessage()));  // <-- here
        }
    }

    @ExceptionHandler(DataAccessException.class)
    ResponseEntity<ErrorBody> database(DataAccessException ex) {
        return ResponseEntity.internalServerError().body(new ErrorBody(ex.getMessage()));  // <-- here
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

import org.springframework.http.*;
import org.springframework.web.bind.annotation.*;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody Order order) {
        try {
            return ResponseEntity.ok(orders.save(order));
        } catch (OutOfStockException e) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("error", e.getMessage()));
        } catch (Exception e) {
            log.error("order for {} failed", order.customer(), e);
            return ResponseEntity.status(500).body(Map.of("error", "internal error"));
        }
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<ErrorBody> invalid(IllegalArgumentException ex) {
        return ResponseEntity.badRequest().body(new ErrorBody(ex.getMessage()));
    }
}
"""
        }
    ),
)
