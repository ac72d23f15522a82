package com.acme.geo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/geo")
public class GeoController {

    private final GeoClient client;

    public GeoController(GeoClient client) {
        this.client = client;
    }

    @GetMapping("/zones/{zone}")
    public Zone zone(@PathVariable String zone) {
        return client.zone(zone);
    }
}
