package com.acme.crm.contacts;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Contact {

    @Id
    @GeneratedValue
    private Long id;
    private String name;
    private String email;
    private Long ownerId;
    private boolean verified;

    protected Contact() {
    }

    public Contact(String name, String email, Long ownerId) {
        this.name = name;
        this.email = email;
        this.ownerId = ownerId;
    }

    public Long getId() {
        return id;
    }
}
