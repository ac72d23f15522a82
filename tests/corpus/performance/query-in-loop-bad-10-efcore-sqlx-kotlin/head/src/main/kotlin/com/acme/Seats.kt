package com.acme

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.stereotype.Service

interface SeatRepository : JpaRepository<Seat, Long> {
    fun countByEventId(eventId: Long): Long
}

@Service
class SeatService(private val seats: SeatRepository) {
    fun freeSeats(events: List<Event>): Map<Long, Long> {
        val free = mutableMapOf<Long, Long>()
        for (event in events) {
            free[event.id] = event.capacity - seats.countByEventId(event.id)
        }
        return free
    }
}
