package com.acme.seats;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

public final class Reservation implements Iterable<Seat> {

    private static final int MAX = 8;

    private final List<Seat> seats;

    public Reservation(List<Seat> seats) {
        if (seats.size() > MAX) {
            throw new IllegalArgumentException("at most " + MAX + " seats, not " + seats.size());
        }
        this.seats = List.copyOf(seats);
    }

    public Seat find(String number) {
        return Optional.ofNullable(lookup(number))
            .orElseThrow(() -> new NoSuchElementException("seat " + number));
    }

    private Seat lookup(String number) {
        return seats.stream().filter(s -> s.number().equals(number)).findFirst().orElse(null);
    }

    @Override
    public Iterator<Seat> iterator() {
        Iterator<Seat> all = seats.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Seat next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return all.next();
            }

            @Override
            public void remove() {
                throw new UnsupportedOperationException();
            }
        };
    }

    public Reservation cancel() {
        throw new RuntimeException("reservations of " + seats.size() + " seats cannot be cancelled online");
    }
}
