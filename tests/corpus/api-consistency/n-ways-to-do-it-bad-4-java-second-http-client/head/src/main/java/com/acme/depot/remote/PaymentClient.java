package com.acme.depot.remote;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class PaymentClient {
    private final RestTemplate http;

    public PaymentClient(RestTemplate http) {
        this.http = http;
    }

    public String fetch(String id) {
        return http.getForObject("https://payment.example.com/{id}", String.class, id);
    }
}
