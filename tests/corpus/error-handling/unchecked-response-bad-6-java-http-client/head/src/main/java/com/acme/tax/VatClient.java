package com.acme.tax;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

public class VatClient {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI base;

    public VatClient(URI base) {
        this.base = base;
    }

    /** Whether the number is known to the tax office. */
    public VatNumber lookUp(String number) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/vat/" + number))
                .timeout(Duration.ofSeconds(5))
                .header("Accept", "application/json")
                .GET()
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return mapper.readValue(response.body(), VatNumber.class);
    }
}
