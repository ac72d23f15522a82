package com.acme.depot.priceList;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class PriceListService {

    private final PriceListRepository repository;

    public PriceListService(PriceListRepository repository) {
        this.repository = repository;
    }

    public Page<PriceListDto> findAll(Pageable pageable) {
        return repository.findAll(pageable).map(PriceListDto::of);
    }

    public Optional<PriceListDto> find(Long id) {
        return repository.findById(id).map(PriceListDto::of);
    }

    @Transactional
    public PriceListDto create(CreatePriceListRequest request) {
        return PriceListDto.of(repository.save(new PriceList(request.displayName())));
    }

    @Transactional
    public void delete(Long id) {
        repository.deleteById(id);
    }
}
