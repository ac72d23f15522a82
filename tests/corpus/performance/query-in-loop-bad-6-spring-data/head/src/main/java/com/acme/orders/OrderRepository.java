package com.acme.orders;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

public interface OrderRepository extends JpaRepository<Order, Long> {
    long countByStatus(String status);

    List<Order> findTop200ByRegion(String region);
}
