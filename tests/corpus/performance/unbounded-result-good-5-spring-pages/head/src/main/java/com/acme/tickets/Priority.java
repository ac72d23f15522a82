package com.acme.tickets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;

/** Reference data, filled by V2__priorities.sql. */
@Entity
@Immutable
public class Priority {

    @Id
    private String code;

    @Column(nullable = false)
    private int rank;

    public String getCode() {
        return code;
    }
}
