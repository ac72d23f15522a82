package com.acme.geo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.web.client.RestClient;

public class GeoClient {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final RestClient rest;
    private final URI base;

    public GeoClient(URI base, RestClient rest) {
        this.base = base;
        this.rest = rest;
    }

    public Place place(String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/places/" + id))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpResponse<String> response = send(request);
        return mapper.readValue(response.body(), Place.class);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("geo service answered " + response.statusCode() + " for " + request.uri());
        }
        return response;
    }

    public Place nearest(double lat, double lon) {
        return rest.get().uri("/nearest?lat={lat}&lon={lon}", lat, lon).retrieve().body(Place.class);
    }
}
