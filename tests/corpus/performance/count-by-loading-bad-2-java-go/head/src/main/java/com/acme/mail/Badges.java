package com.acme.mail;

import org.springframework.data.jpa.repository.JpaRepository;

interface MessageRepository extends JpaRepository<Message, Long> {
    java.util.List<Message> findByRecipientAndReadFalse(String recipient);
}

public class Badges {
    private final MessageRepository messages;

    public Badges(MessageRepository messages) {
        this.messages = messages;
    }

    public int unread(String recipient) {
        return messages.findByRecipientAndReadFalse(recipient).size();
    }
}
