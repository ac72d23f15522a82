package com.acme.pay.web;

import com.acme.pay.Payment;
import com.acme.pay.PaymentRefusedException;
import com.acme.pay.PaymentService;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
public class PaymentController {
    private final PaymentService payments;

    public PaymentController(PaymentService payments) {
        this.payments = payments;
    }

    @GetMapping("/payments/{id}")
    public ResponseEntity<Payment> show(@PathVariable String id) {
        return payments.find(id).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping("/payments/{id}/capture")
    public ResponseEntity<Object> capture(@PathVariable String id) {
        try {
            return ResponseEntity.ok(payments.capture(id));
        } catch (PaymentRefusedException e) {
            return ResponseEntity.status(HttpStatus.PAYMENT_REQUIRED)
                    .body(Map.of("error", "payment refused", "reason", e.reason()));
        } catch (IllegalStateException e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "payment is not open", e);
        }
    }
}
