package com.acme.depot.customer;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class CustomerService {

    private final CustomerRepository repository;

    public CustomerService(CustomerRepository repository) {
        this.repository = repository;
    }

    public Page<CustomerDto> findAll(Pageable pageable) {
        return repository.findAll(pageable).map(CustomerDto::of);
    }

    public Optional<CustomerDto> find(Long id) {
        return repository.findById(id).map(CustomerDto::of);
    }

    @Transactional
    public CustomerDto create(CreateCustomerRequest request) {
        return CustomerDto.of(repository.save(new Customer(request.displayName())));
    }

    @Transactional
    public void delete(Long id) {
        repository.deleteById(id);
    }
}
