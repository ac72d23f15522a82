package com.acme.tickets;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class TicketService {

    private final TicketRepository tickets;
    private final PriorityRepository priorities;
    private final SearchIndex index;

    public TicketService(TicketRepository tickets, PriorityRepository priorities, SearchIndex index) {
        this.tickets = tickets;
        this.priorities = priorities;
        this.index = index;
    }

    public Page<Ticket> ofTeam(long teamId, Pageable page) {
        return tickets.findByTeamId(teamId, page);
    }

    /** A page over all tickets, for administrators. */
    public Page<Ticket> all(int page, int size) {
        return tickets.findAll(PageRequest.of(page, Math.min(size, 100)));
    }

    /** The priorities to choose from. */
    public List<Priority> priorities() {
        return priorities.findAll();
    }

    public List<Ticket> byIds(List<Long> ids) {
        return tickets.findAllById(ids);
    }

    /** Rebuilds the search index, one ticket at a time. */
    @Transactional(readOnly = true)
    public void reindex() {
        try (Stream<Ticket> all = tickets.streamAll()) {
            all.forEach(index::add);
        }
    }
}
