package com.example.crm.web;

import com.example.crm.contacts.ContactService;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/imports")
public class ImportController {

    /** A line of the address book: words, then a number. */
    private static final Pattern LINE = Pattern.compile("^((\\w+[ ,;]*)+)\\s(\\d+)$");

    private final ContactService contacts;

    public ImportController(ContactService contacts) {
        this.contacts = contacts;
    }

    @PostMapping("/lines")
    public ResponseEntity<List<String>> lines(@RequestBody String body) {
        List<String> refused = new ArrayList<>();
        for (String line : body.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                contacts.add(matcher.group(1), matcher.group(3));
            } else {
                refused.add(line);
            }
        }
        return ResponseEntity.ok(refused);
    }

    @PostMapping("/phone")
    public ResponseEntity<Void> phone(@RequestParam String number) {
        if (!number.matches("^(\\+?[0-9]+ ?)+$")) {
            return ResponseEntity.badRequest().build();
        }
        contacts.setOwnNumber(number);
        return ResponseEntity.noContent().build();
    }
}
