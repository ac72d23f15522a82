package com.acme.mail;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface MessageRepository extends JpaRepository<Message, Long> {
    List<Message> findTop50ByRecipient(String recipient);

    long countByRecipientAndReadFalse(String recipient);
}

public class Badges {
    private final MessageRepository messages;

    public Badges(MessageRepository messages) {
        this.messages = messages;
    }

    public long unread(String recipient) {
        return messages.countByRecipientAndReadFalse(recipient);
    }

    public Inbox inbox(String recipient) {
        List<Message> found = messages.findTop50ByRecipient(recipient);
        return new Inbox(found.size(), found);
    }
}
