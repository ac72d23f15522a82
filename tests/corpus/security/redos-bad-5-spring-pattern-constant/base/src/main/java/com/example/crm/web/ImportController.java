package com.example.crm.web;

import com.example.crm.contacts.ContactService;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/imports")
public class ImportController {

    private final ContactService contacts;

    public ImportController(ContactService contacts) {
        this.contacts = contacts;
    }
}
