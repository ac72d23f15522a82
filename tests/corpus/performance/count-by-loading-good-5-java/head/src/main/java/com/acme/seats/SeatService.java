package com.acme.seats;

import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class SeatService {
    private final SeatRepository seats;

    public SeatService(SeatRepository seats) {
        this.seats = seats;
    }

    public boolean hasRoom(long eventId, int capacity) {
        return seats.countByEventId(eventId) < capacity;
    }

    public Summary free(long eventId) {
        List<Seat> free = seats.findTop100ByEventIdAndSoldFalse(eventId);
        return new Summary(free.size(), free.stream().map(Seat::getLabel).toList());
    }
}
