package com.example.crm.web;

import com.example.crm.contacts.ContactService;
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

    private static final Pattern LINE = Pattern.compile("^(\\w++[ ,;]*+)++(\\d+)$");
    private static final Pattern WORDS = Pattern.compile("^[a-z]+(?:[ ,][a-z]+)*$");
    private static final Pattern IPV4 = Pattern.compile("^(?:\\d{1,3}\\.){3}\\d{1,3}$");

    private final ContactService contacts;

    public ImportController(ContactService contacts) {
        this.contacts = contacts;
    }

    @PostMapping("/line")
    public ResponseEntity<Void> line(@RequestBody String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || !WORDS.matcher(line).find()) {
            return ResponseEntity.badRequest().build();
        }
        contacts.add(matcher.group(1), matcher.group(2));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/address")
    public ResponseEntity<Void> address(@RequestParam String ip, @RequestParam String number) {
        if (!IPV4.matcher(ip).matches() || !number.matches("^\\+?[0-9]+( [0-9]+)*$")) {
            return ResponseEntity.badRequest().build();
        }
        contacts.setOwnNumber(number.replaceAll("\\s+", ""));
        return ResponseEntity.noContent().build();
    }
}
