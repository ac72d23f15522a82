package com.acme

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.stereotype.Service

interface SeatRepository : JpaRepository<Seat, Long> {
    fun findAllByEventIdIn(ids: List<Long>): List<Seat>
}

@Service
class SeatService(private val seats: SeatRepository) {
    fun freeSeats(events: List<Event>): Map<Long, Int> {
        val taken = seats.findAllByEventIdIn(events.map { it.id }).groupBy { it.eventId }
        return events.associate { it.id to it.capacity - (taken[it.id]?.size ?: 0) }
    }
}
