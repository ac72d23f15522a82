"""Java handlers: what loses an error, and what only looks like it. Lines that end in ``<-- here`` are findings."""

from __future__ import annotations

import pytest

SWALLOWED = """
class Orders {
  void a() {
    try { client.send(order); } catch (Exception e) { }  // <-- here
    try { client.send(order); } catch (IOException e) { /* ignore */ }  // <-- here
    try { client.send(order); } catch (final RuntimeException ignored) { }  // <-- here
    for (Order o : orders) {
      try { broker.publish(o); } catch (JmsException e) { continue; }  // <-- here
    }
  }

  Order b(long id) {
    try {
      return repository.load(id);
    } catch (Exception e) {  // <-- here
      return null;
    }
  }

  List<Order> c() {
    try { return repository.all(); } catch (Exception e) { return Collections.emptyList(); }  // <-- here
  }

  Optional<Order> d() {
    try { return Optional.of(repository.one()); } catch (Throwable t) { return Optional.empty(); }  // <-- here
  }

  int e() {
    try { return repository.count(); } catch (Exception e) { return -1; }  // <-- here
  }
}
"""
KEPT = """
class Orders {
  void a() throws Exception {
    try { client.send(order); } catch (IOException e) { throw new OrderException("send", e); }
    try { client.send(order); } catch (IOException e) { log.warn("send {} failed", order.id(), e); }
    try { client.send(order); } catch (IOException e) { e.printStackTrace(); }
    try { client.send(order); } catch (IOException e) { failures.increment(); }
    try { client.send(order); } catch (IOException e) { future.completeExceptionally(e); }
    try { client.send(order); } catch (IOException e) { errors.add(e); }
    try { client.send(order); } catch (IOException e) { last = e; }
    try { Files.delete(path); } catch (NoSuchFileException e) { }
    try { in.close(); } catch (IOException ignored) { }
    try { connection.rollback(); } catch (SQLException ignored) { }
    try { Thread.sleep(10); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
    try {
      client.warmUp();
    } catch (IOException e) {
      // the first real request connects again
    }
    try { return cache.get(id); } catch (CacheException e) { return database.load(id); }
  }

  Integer b(String text) {
    try { return Integer.valueOf(text); } catch (NumberFormatException e) { return null; }
  }

  Optional<LocalDate> c(String text) {
    try { return Optional.of(LocalDate.parse(text)); } catch (DateTimeParseException e) { return Optional.empty(); }
  }

  boolean d(String name) {
    try { Class.forName(name); return true; } catch (ClassNotFoundException e) { return false; }
  }

  Order e(long id) {
    try { return repository.load(id); } catch (EntityNotFoundException e) { return null; }
  }

  public void close() {
    try { pool.shutdown(); worker.join(); } catch (Exception ignored) { }
  }

  boolean f(String json) {
    try { mapper.readTree(json); return true; } catch (JsonProcessingException e) { return false; }
  }

  void g() {
    try { work(); } finally { done(); }
  }

  ResponseEntity<Order> h() {
    try { return ResponseEntity.ok(service.one()); } catch (OrderException e) { return ResponseEntity.status(502).build(); }
  }

  void i() {
    try { client.send(order); } catch (IOException e) { handleFailure(order); }
  }
}
"""
OVERBROAD = """
class Prices {
  BigDecimal refresh(Product product) {
    BigDecimal price = product.price();
    try {
      price = feed.quote(product.sku()).amount();
    } catch (Exception e) {  // <-- here
      log.warn("no quote for {}: {}", product.sku(), e.getMessage());
    }
    return price;
  }

  Zone zone(Address address) {
    Zone zone;
    try {
      zone = zones.get(address.country()).region();
    } catch (Exception e) {  // <-- here
      zone = zones.fallback();
    }
    return zone;
  }

  void pull() {
    try { sink.write(source.read()); } catch (Throwable t) { log.error("pull failed", t); }  // <-- here
  }

  void pause() {
    try { Thread.sleep(1000); } catch (InterruptedException e) { log.warn("interrupted", e); }  // <-- here
  }

  Quote wait(Future<Quote> quote) {
    try {
      return quote.get();
    } catch (InterruptedException | ExecutionException e) {  // <-- here
      throw new QuoteException("no quote", e);
    }
  }
}
"""
FITTING = """
@Component
class Prices implements Runnable {
  @Override
  public void run() {
    try { refresh(); } catch (Exception e) { log.error("refresh failed", e); }
  }

  @Scheduled(fixedDelay = 1000)
  void poll() {
    try { refresh(); } catch (Exception e) { log.error("refresh failed", e); }
  }

  @KafkaListener(topics = "orders")
  void on(Order order) {
    try { refresh(order); } catch (Exception e) { log.error("order {} failed", order.id(), e); }
  }

  void all(List<Order> orders) {
    for (Order order : orders) {
      try { ship(order); } catch (Exception e) { log.error("order {} failed", order.id(), e); }
    }
  }

  void start() {
    executor.submit(() -> {
      try { ship(); } catch (Exception e) { log.error("shipping failed", e); }
    });
  }

  void store() {
    try { save(); } catch (Exception e) { tx.rollback(); throw e; }
    try { save(); } catch (Exception e) { throw new StoreException("save", e); }
    try { save(); } catch (SQLException e) { log.warn("not saved", e); }
  }

  Rate rate(String base) {
    try { return feed.rate(base); } catch (Exception e) { log.warn("feed is down", e); return lastKnown(base); }
  }

  @PostMapping("/orders")
  ResponseEntity<?> create() {
    try { return ResponseEntity.ok(save()); } catch (Exception e) { log.error("save", e); return ResponseEntity.status(500).build(); }
  }

  void pause() throws InterruptedException {
    try { Thread.sleep(10); } catch (InterruptedException e) { Thread.currentThread().interrupt(); throw new PauseException(e); }
    try { Thread.sleep(10); } catch (InterruptedException e) { cleanUp(); throw e; }
  }

  public static void main(String[] args) {
    try { new Prices().run(); } catch (Exception e) { e.printStackTrace(); System.exit(1); }
  }
}
"""
TRACELESS = """
class Jobs {
  void a() {
    try { work(); } catch (Exception e) { log.error("work failed: {}", e.getMessage()); }  // <-- here
    try { work(); } catch (Exception e) { log.error("work failed: " + e); }  // <-- here
    try { work(); } catch (SQLException e) { LOG.severe(e.getMessage()); }  // <-- here
    try { work(); } catch (RuntimeException e) { logger.error(String.format("failed: %s", e)); }  // <-- here
    try { work(); } catch (IOException e) { logger.log(Level.SEVERE, e.getMessage()); }  // <-- here
  }
}
"""
TRACED = """
class Jobs {
  void a() {
    try { work(); } catch (Exception e) { log.error("work failed", e); }
    try { work(); } catch (Exception e) { log.error("work {} failed: {}", id, e.getMessage(), e); }
    try { work(); } catch (Exception e) { logger.log(Level.SEVERE, "work failed", e); }
    try { work(); } catch (Exception e) { log.error("work failed: {}", e.getMessage()); throw e; }
    try { work(); } catch (Exception e) { log.error("work failed"); log.debug("trace", e); }
    try { work(); } catch (OrderRejectedException e) { log.error("rejected: {}", e.getMessage()); }
    try { work(); } catch (Exception e) { log.warn("work failed: {}", e.getMessage()); }
    try { work(); } catch (Exception e) { log.atError().setCause(e).log("work failed"); }
    try { work(); } catch (Exception e) { log.error(ExceptionUtils.getStackTrace(e)); }
  }
}
"""
LOST = """
class Payments {
  void a(String id) {
    try { work(); } catch (IOException e) { throw new PaymentException("charge failed"); }  // <-- here
    try { work(); } catch (IOException e) { throw new PaymentException("charge failed: " + e.getMessage()); }  // <-- here
    try { work(); } catch (SQLException e) { log.error("charge", e); throw new IllegalStateException(e.getMessage()); }  // <-- here
    try { work(); } catch (Exception e) { throw new PaymentException(String.format("failed: %s", e)); }  // <-- here
    try { work(); } catch (NumberFormatException e) { throw new IllegalArgumentException("amount " + id); }  // <-- here
    try { work(); } catch (Exception e) { throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, "failed"); }  // <-- here
  }
}
"""
CHAINED = """
class Payments {
  void a(String id) throws Throwable {
    try { work(); } catch (IOException e) { throw new PaymentException("charge failed", e); }
    try { work(); } catch (IOException e) { throw new UncheckedIOException(e); }
    try { work(); } catch (IOException e) { throw e; }
    try { work(); } catch (ExecutionException e) { throw new PaymentException("charge", e.getCause()); }
    try { work(); } catch (ExecutionException e) { throw e.getCause(); }
    try { work(); } catch (IOException e) { throw (PaymentException) new PaymentException("charge").initCause(e); }
    try { work(); } catch (IOException e) { throw translate(id); }
    try { work(); } catch (IOException e) { throw PaymentException.of("charge", e); }
    try { work(); } catch (EmptyResultDataAccessException e) { throw new OrderNotFoundException(id); }
    try { work(); } catch (NoSuchElementException e) { throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such order"); }
    try { work(); } catch (DuplicateKeyException e) { throw new EmailAlreadyExistsException(id); }
    try { work(); } catch (Exception e) { log.error("charge", e); throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR); }
    try { work(); } catch (KeyException e) {
      // the message holds the secret key
      throw new PaymentException("charge");
    }
    try { work(); } catch (IOException e) {
      PaymentException wrapped = new PaymentException("charge");
      wrapped.initCause(e);
      throw wrapped;
    }
    throw new PaymentException("outside of a handler");
  }
}
"""
FINALLY = """
class Export {
  int a() {
    try { write(); } finally { close(); return 1; }  // <-- here
  }

  void b() {
    for (Row row : rows) {
      try { write(row); } finally { continue; }  // <-- here
    }
    try { write(); } finally { throw new IllegalStateException("closed"); }  // <-- here
  }

  void c() {
    try { write(); } finally { close(); }
    try { write(); } finally { for (Sink s : sinks) { if (s.done()) { break; } } }
    try { write(); } finally { sinks.forEach(s -> { return; }); }
    try { write(); } finally { lock.unlock(); }
  }
}
"""
VAGUE = """
class Checks {
  void a(int cents, String id) throws Exception {
    throw new RuntimeException("error");  // <-- here
    throw new Exception();  // <-- here
    throw new RuntimeException("Something went wrong");  // <-- here
    throw new RuntimeException("order " + id + " has no lines");
    throw new IllegalArgumentException("cents");
    throw new RuntimeException(cause);
    throw new RuntimeException("failed", cause);
    throw new RuntimeException("no such payment method");
    throw new OrderException();
  }
}
"""
EXITS = """
class Gateway {
  void connect() {
    if (url == null) {
      System.exit(1);  // <-- here
    }
    try { open(); } catch (IOException e) { Runtime.getRuntime().halt(2); }  // <-- here
  }

  void hook() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> System.exit(2));
    System.exit(SpringApplication.exit(context));
  }
}
"""


def marked(code: str) -> list[int]:
    return [n for n, line in enumerate(code.split("\n"), 1) if "<-- here" in line]


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("swallowed-error", SWALLOWED),
        ("swallowed-error", KEPT),
        ("overbroad-catch", OVERBROAD),
        ("overbroad-catch", FITTING),
        ("log-without-trace", TRACELESS),
        ("log-without-trace", TRACED),
        ("lost-cause", LOST),
        ("lost-cause", CHAINED),
        ("control-flow-in-finally", FINALLY),
        ("vague-error", VAGUE),
        ("process-exit-in-library", EXITS),
    ],
)
def test_a_java_rule_finds_the_marked_lines_and_no_other(findings, slug, code):
    found = [
        f.line for f in findings(slug, "src/main/java/shop/Code.java", code.replace("  // <-- here", ""))
    ]
    assert found == marked(code)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("src/main/java/shop/Main.java", "class Main { void stop() { System.exit(1); } }"),
        ("src/main/java/shop/App.java", "class App { public static void main(String[] a) { go(); } static void go() { System.exit(1); } }"),
        ("src/main/java/cli/Import.java", "class Import { void stop() { System.exit(1); } }"),
        ("src/main/java/shop/Load.java", "class Load implements CommandLineRunner { public void run(String... a) { System.exit(1); } }"),
    ],
)  # fmt: skip
def test_a_program_may_end_itself(findings, path, code):
    assert findings("process-exit-in-library", path, code) == ()


def test_throwing_the_caught_exception_anew_in_csharp_has_a_mend(findings, applied):
    code = "class A {\n  void F() {\n    try { G(); }\n    catch (SqlException ex) {\n      throw ex;\n    }\n  }\n}\n"
    (finding,) = findings("lost-cause", "src/A.cs", code)
    assert "      throw;\n" in applied(code, finding)
