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
}
