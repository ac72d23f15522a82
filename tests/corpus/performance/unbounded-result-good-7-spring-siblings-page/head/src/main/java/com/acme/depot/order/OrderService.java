package com.acme.depot.order;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class OrderService {

    private final OrderRepository repository;

    public OrderService(OrderRepository repository) {
        this.repository = repository;
    }

    public Page<OrderDto> findAll(Pageable pageable) {
        return repository.findAll(pageable).map(OrderDto::of);
    }

    public Optional<OrderDto> find(Long id) {
        return repository.findById(id).map(OrderDto::of);
    }

    @Transactional
    public OrderDto create(CreateOrderRequest request) {
        return OrderDto.of(repository.save(new Order(request.displayName())));
    }

    @Transactional
    public void delete(Long id) {
        repository.deleteById(id);
    }
}
