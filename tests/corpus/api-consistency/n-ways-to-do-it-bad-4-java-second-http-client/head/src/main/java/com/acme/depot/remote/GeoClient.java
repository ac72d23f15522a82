package com.acme.depot.remote;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

@Component
public class GeoClient {
    private final RestTemplate http;

    public GeoClient(RestTemplate http) {
        this.http = http;
    }

    public String fetch(String id) {
        return http.getForObject("https://geo.example.com/{id}", String.class, id);
    }
}
