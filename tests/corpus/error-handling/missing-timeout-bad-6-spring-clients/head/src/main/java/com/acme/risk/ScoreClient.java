package com.acme.risk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.stereotype.Component;

@Component
public class ScoreClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    public ScoreClient(ScoreProperties properties) {
        this.base = properties.getUrl();
    }

    /** The score of a customer, 0 to 1000. */
    public int score(String customerId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/scores/" + customerId))
            .header("Accept", "application/json")
            .GET()
            .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("score service answered " + response.statusCode());
        }
        return Integer.parseInt(response.body().trim());
    }
}
