package com.acme.docs;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Document {

    @Id
    private Long id;

    @Column(columnDefinition = "text")
    private String body;

    public String getBody() {
        return body;
    }
}
