package com.acme.tickets;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface TicketRepository extends JpaRepository<Ticket, Long> {

    Page<Ticket> findByTeamId(long teamId, Pageable page);

    List<Ticket> findTop20ByAssigneeIdOrderByCreatedAtDesc(long assigneeId);

    List<Ticket> findByIdIn(Collection<Long> ids);

    @Query("select t from Ticket t")
    Stream<Ticket> streamAll();

    @Query("select t.status, count(t) from Ticket t group by t.status")
    List<Object[]> countByStatus();
}
