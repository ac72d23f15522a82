package com.acme.depot.warehouse;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class WarehouseService {

    private final WarehouseRepository repository;

    public WarehouseService(WarehouseRepository repository) {
        this.repository = repository;
    }

    public Page<WarehouseDto> findAll(Pageable pageable) {
        return repository.findAll(pageable).map(WarehouseDto::of);
    }

    public Optional<WarehouseDto> find(Long id) {
        return repository.findById(id).map(WarehouseDto::of);
    }

    @Transactional
    public WarehouseDto create(CreateWarehouseRequest request) {
        return WarehouseDto.of(repository.save(new Warehouse(request.displayName())));
    }

    @Transactional
    public void delete(Long id) {
        repository.deleteById(id);
    }
}
