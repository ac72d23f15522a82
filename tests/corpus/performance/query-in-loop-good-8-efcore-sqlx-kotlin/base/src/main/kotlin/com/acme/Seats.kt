package com.acme

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.stereotype.Service

interface SeatRepository : JpaRepository<Seat, Long> {
    fun findAllByEventIdIn(ids: List<Long>): List<Seat>
}

@Service
class SeatService(private val seats: SeatRepository) {
}
