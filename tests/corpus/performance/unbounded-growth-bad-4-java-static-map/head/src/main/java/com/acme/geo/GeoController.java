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

    private static final Map<String, Location> CACHE = new ConcurrentHashMap<>();

    private final GeoClient client;

    public GeoController(GeoClient client) {
        this.client = client;
    }

    @GetMapping("/zones/{zone}")
    public Zone zone(@PathVariable String zone) {
        return client.zone(zone);
    }

    /** Where an address is; answers are remembered. */
    @GetMapping("/addresses/{address}")
    public Location locate(@PathVariable String address) {
        Location known = CACHE.get(address);
        if (known == null) {
            known = client.locate(address);
            CACHE.put(address, known);
        }
        return known;
    }

    /** Starts the import of a zone and answers at once. */
    @PostMapping("/zones/{zone}/import")
    public void startImport(@PathVariable String zone) {
        ExecutorService pool = Executors.newCachedThreadPool();
        pool.submit(() -> client.importZone(zone));
    }
}
