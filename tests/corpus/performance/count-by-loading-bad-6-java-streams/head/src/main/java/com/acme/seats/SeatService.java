package com.acme.seats;

import org.springframework.stereotype.Service;

@Service
public class SeatService {
    private final SeatRepository seats;

    public SeatService(SeatRepository seats) {
        this.seats = seats;
    }

    /** Whether another seat of the event can be sold. */
    public boolean hasRoom(long eventId, int capacity) {
        return seats.findByEventId(eventId).size() < capacity;
    }
}
