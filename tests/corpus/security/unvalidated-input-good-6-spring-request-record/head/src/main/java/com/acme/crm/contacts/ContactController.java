package com.acme.crm.contacts;

import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

    /** Creates a contact of the signed-in person. */
    @PostMapping
    public ResponseEntity<Contact> create(
            @Valid @RequestBody CreateContactRequest request, @AuthenticationPrincipal Account account) {
        Contact saved = contacts.save(new Contact(request.name(), request.email(), account.id()));
        return ResponseEntity.created(URI.create("/contacts/" + saved.getId())).build();
    }
}
