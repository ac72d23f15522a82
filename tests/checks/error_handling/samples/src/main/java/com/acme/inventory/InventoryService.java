package com.acme.inventory;

import java.io.*;
import java.util.*;
import java.util.concurrent.*;
import org.slf4j.*;
import org.springframework.http.*;
import org.springframework.stereotype.Service;

@Service
public class InventoryService implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(InventoryService.class);
    private final Cache<String, Stock> cache;

    public Optional<Stock> find(String sku) {
        try {
            return Optional.ofNullable(client.fetch(sku));
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        } catch (RestClientException e) {
            LOGGER.warn("inventory lookup for {} failed, using cache", sku, e);
            return Optional.ofNullable(cache.getIfPresent(sku));
        }
    }

    public void sync(List<String> skus) {
        List<Future<Stock>> futures = skus.stream().map(s -> pool.submit(() -> client.fetch(s))).toList();
        for (Future<Stock> f : futures) {
            try {
                cache.put(f.get(5, TimeUnit.SECONDS));
            } catch (TimeoutException e) {
                f.cancel(true);
                LOGGER.warn("timed out", e);
            } catch (ExecutionException e) {
                LOGGER.error("sync failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @EventListener
    public void on(StockChanged event) {
        try {
            publisher.publish(event);
        } catch (Exception e) {
            LOGGER.error("could not publish {}", event, e);
        }
    }

    public void warmUp() {
        try {
            cache.load();
        } catch (Exception e) {
            LOGGER.warn("Cache warm-up failed; continuing with a cold cache", e);
        }
    }

    public boolean isHealthy() {
        try {
            client.ping();
            return true;
        } catch (Exception e) {
            LOGGER.debug("ping failed", e);
            return false;
        }
    }

    public Config read(Path p) {
        try (InputStream in = Files.newInputStream(p)) {
            return mapper.readValue(in, Config.class);
        } catch (IOException e) {
            throw new UncheckedIOException("config " + p, e);
        }
    }

    public Status status(String name) {
        try {
            return Status.valueOf(name.toUpperCase());
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("unknown status " + name);
        }
    }

    public Status status2(String name) {
        try {
            return Status.valueOf(name.toUpperCase());
        } catch (IllegalArgumentException e) {
            return Status.UNKNOWN;
        }
    }

    public void await() {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            pool.shutdown();
            if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    public String token() {
        try {
            MessageDigest d = MessageDigest.getInstance("SHA-256");
            return hex(d.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public void save(Order o) {
        try {
            repository.save(o);
        } catch (DataIntegrityViolationException e) {
            throw new DuplicateOrderException(o.id(), e);
        } catch (OptimisticLockingFailureException e) {
            throw new ConflictException("order " + o.id() + " was changed");
        }
    }

    private void deleteQuietly(Path p) {
        try {
            Files.deleteIfExists(p);
        } catch (IOException e) {
            LOGGER.debug("could not delete {}", p, e);
        }
    }

    CompletableFuture<Void> later() {
        return CompletableFuture.runAsync(() -> work(), pool);
    }

    <T> T retry(Callable<T> task) throws Exception {
        Exception last = null;
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            try {
                return task.call();
            } catch (TransientException e) {
                last = e;
                sleep(delay(i));
            }
        }
        throw last;
    }

    void parseAll(List<String> rows) {
        int skipped = 0;
        for (String row : rows) {
            try {
                add(parse(row));
            } catch (ParseException e) {
                skipped++;
            }
        }
        LOGGER.info("{} skipped", skipped);
    }

    Object invoke(Method method) throws Throwable {
        try {
            return method.invoke(target);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot call " + method, e);
        }
    }

    void scheduled() {
        scheduler.scheduleAtFixedRate(() -> {
            try {
                poll();
            } catch (Exception e) {
                LOGGER.error("poll", e);
            }
        }, 1, 1, TimeUnit.MINUTES);
        scheduler.submit(this::poll);
    }

    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException {
        try {
            jwt.verify(request);
        } catch (JwtException e) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED, "invalid token");
            return;
        }
        try {
            auth(request);
        } catch (Exception e) {
            LOGGER.error("Cannot set user authentication: {}", e.getMessage());  // <-- here
        }
    }
}
