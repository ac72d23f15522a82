package com.acme.depot.returnRequest;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class ReturnRequestService {

    private final ReturnRequestRepository repository;

    public ReturnRequestService(ReturnRequestRepository repository) {
        this.repository = repository;
    }

    public List<ReturnRequestDto> findAll() {
        return repository.findAll().stream().map(ReturnRequestDto::of).toList();
    }

    public Optional<ReturnRequestDto> find(Long id) {
        return repository.findById(id).map(ReturnRequestDto::of);
    }

    @Transactional
    public ReturnRequestDto create(CreateReturnRequestRequest request) {
        return ReturnRequestDto.of(repository.save(new ReturnRequest(request.displayName())));
    }

    @Transactional
    public void delete(Long id) {
        repository.deleteById(id);
    }
}
