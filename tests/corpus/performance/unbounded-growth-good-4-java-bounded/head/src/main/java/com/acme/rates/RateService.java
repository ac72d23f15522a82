package com.acme.rates;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

@Service
public class RateService {

    private final RateClient client;
    private final Cache<String, Rate> cache =
        Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(5)).build();
    private final Map<Currency, Integer> digits = new EnumMap<>(Currency.class);
    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final ExecutorService pool =
        new ThreadPoolExecutor(2, 8, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(200));

    public RateService(RateClient client) {
        this.client = client;
    }

    public Rate rate(String pair) {
        return cache.get(pair, client::fetch);
    }

    public int digits(Currency currency) {
        return digits.computeIfAbsent(currency, client::digits);
    }

    public void start(Session session) {
        open.put(session.id(), session);
    }

    public void stop(String id) {
        open.remove(id);
    }

    public Map<String, List<Rate>> byBase(List<Rate> rates) {
        Map<String, List<Rate>> groups = new HashMap<>();
        for (Rate rate : rates) {
            groups.computeIfAbsent(rate.base(), key -> new ArrayList<>()).add(rate);
        }
        return groups;
    }

    public void refresh(String pair) {
        pool.submit(() -> cache.put(pair, client.fetch(pair)));
    }
}
