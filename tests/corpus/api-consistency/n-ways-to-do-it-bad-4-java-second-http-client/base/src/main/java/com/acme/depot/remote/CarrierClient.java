package com.acme.depot.remote;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class CarrierClient {
    private final RestTemplate http;

    public CarrierClient(RestTemplate http) {
        this.http = http;
    }

    public String fetch(String id) {
        return http.getForObject("https://carrier.example.com/{id}", String.class, id);
    }
}
