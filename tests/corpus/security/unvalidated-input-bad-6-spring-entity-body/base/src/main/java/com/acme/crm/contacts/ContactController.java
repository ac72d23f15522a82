package com.acme.crm.contacts;

import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/contacts")
@PreAuthorize("isAuthenticated()")
public class ContactController {

    private final ContactRepository contacts;

    public ContactController(ContactRepository contacts) {
        this.contacts = contacts;
    }

    @GetMapping("/{id}")
    public ResponseEntity<Contact> show(@PathVariable long id) {
        return ResponseEntity.of(contacts.findById(id));
    }
}
