package com.acme.depot.invoice;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class InvoiceService {

    private final InvoiceRepository repository;

    public InvoiceService(InvoiceRepository repository) {
        this.repository = repository;
    }

    public Page<InvoiceDto> findAll(Pageable pageable) {
        return repository.findAll(pageable).map(InvoiceDto::of);
    }

    public Optional<InvoiceDto> find(Long id) {
        return repository.findById(id).map(InvoiceDto::of);
    }

    @Transactional
    public InvoiceDto create(CreateInvoiceRequest request) {
        return InvoiceDto.of(repository.save(new Invoice(request.displayName())));
    }

    @Transactional
    public void delete(Long id) {
        repository.deleteById(id);
    }
}
