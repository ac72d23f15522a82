package com.acme.callbacks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
@RequestMapping("/callbacks")
public class CallbackController {

    private final RestTemplate rest;
    private final HttpClient http = HttpClient.newHttpClient();

    public CallbackController(RestTemplate rest) {
        this.rest = rest;
    }

    @GetMapping("/try")
    public ResponseEntity<Map<String, Object>> tryCallback(@RequestParam String url) {
        ResponseEntity<String> answer = rest.getForEntity(url, String.class);
        return ResponseEntity.ok(Map.of("status", answer.getStatusCode().value()));
    }

    @GetMapping("/head")
    public int head(@RequestParam String host) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + host + "/"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @GetMapping("/logo")
    public byte[] logo(@RequestParam("src") String source) throws IOException {
        URL url = new URL(source);
        try (InputStream in = url.openStream()) {
            return in.readNBytes(100_000);
        }
    }
}
