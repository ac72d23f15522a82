package com.acme.callbacks;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/partners")
public class PartnerController {

    private static final Set<String> HOSTS = Set.of("partner.example.com", "shop.example.com");
    private static final Map<String, String> REGIONS = Map.of("eu", "https://eu.example.com", "us", "https://us.example.com");

    private final RestTemplate rest;
    private final String stockUrl;

    public PartnerController(RestTemplate rest, @Value("${stock.url}") String stockUrl) {
        this.rest = rest;
        this.stockUrl = stockUrl;
    }

    @GetMapping("/stock/{sku}")
    public String stock(@PathVariable long sku) {
        return rest.getForObject(stockUrl + "/stock/" + sku, String.class);
    }

    @GetMapping("/search")
    public String search(@RequestParam String term) {
        URI uri = UriComponentsBuilder.fromUriString("https://search.example.com/find")
            .queryParam("q", term)
            .encode()
            .build()
            .toUri();
        return rest.getForObject(uri, String.class);
    }

    @GetMapping("/page")
    public String page(@RequestParam String url) {
        URI uri = URI.create(url);
        if (!"https".equals(uri.getScheme()) || !HOSTS.contains(uri.getHost())) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return rest.getForObject(uri, String.class);
    }

    @GetMapping("/status")
    public String status(@RequestParam String region) {
        String base = REGIONS.get(region);
        if (base == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return rest.getForObject(base + "/status", String.class);
    }
}
