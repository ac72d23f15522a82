package com.acme.shop.orders;

import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@PreAuthorize("hasAuthority('orders:write')")
public class OrderController {

    private final OrderService orders;

    public OrderController(OrderService orders) {
        this.orders = orders;
    }

    @PostMapping("/orders")
    public OrderView create(@Validated @RequestBody OrderRequest request) {
        return orders.create(request);
    }

    @DeleteMapping("/orders/{id}")
    public ResponseEntity<Void> remove(@PathVariable long id) {
        orders.remove(id);
        return ResponseEntity.noContent().build();
    }
}
