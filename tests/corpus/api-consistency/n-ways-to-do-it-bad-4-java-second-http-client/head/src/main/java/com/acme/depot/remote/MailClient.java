package com.acme.depot.remote;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class MailClient {
    private final RestTemplate http;

    public MailClient(RestTemplate http) {
        this.http = http;
    }

    public String fetch(String id) {
        return http.getForObject("https://mail.example.com/{id}", String.class, id);
    }
}
