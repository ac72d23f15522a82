package com.acme.web;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestTemplate;

@Service
public class PostcodeClient {

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    private final RestTemplate rest;

    public PostcodeClient(RestTemplate rest) {
        this.rest = rest;
    }

    public String city(String postcode) {
        return rest.getForObject("https://postcodes.example.com/{code}", String.class, postcode);
    }

    public String region(String postcode) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://postcodes.example.com/region/" + postcode))
            .timeout(Duration.ofSeconds(5))
            .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("region service answered " + response.statusCode());
        }
        return response.body();
    }

    public int ping() throws IOException {
        HttpURLConnection connection =
            (HttpURLConnection) URI.create("https://postcodes.example.com/ping").toURL().openConnection();
        connection.setConnectTimeout(1000);
        connection.setReadTimeout(1000);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    static RestTemplate patient() {
        SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
        factory.setConnectTimeout(2000);
        factory.setReadTimeout(60000);
        return new RestTemplate(factory);
    }
}
