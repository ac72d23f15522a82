package com.acme

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.stereotype.Service

interface SeatRepository : JpaRepository<Seat, Long> {
    fun countByEventId(eventId: Long): Long
}

@Service
class SeatService(private val seats: SeatRepository) {
}
