"""Java calls: timeouts, retries, transactions, answers and results. Lines that end in ``<-- here`` are findings."""

from __future__ import annotations

import pytest

WAITS = """
import java.net.*;
import java.net.http.HttpClient;
import okhttp3.OkHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.springframework.web.client.RestTemplate;

class Clients {
  private final RestTemplate rest = new RestTemplate();  // <-- here
  private final HttpClient http = HttpClient.newHttpClient();  // <-- here

  HttpClient made() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();  // <-- here
  }

  CloseableHttpClient apache() {
    return HttpClients.createDefault();  // <-- here
  }

  OkHttpClient plain() {
    return new OkHttpClient();
  }

  InputStream open(String address, String host) throws IOException {
    URLConnection connection = new URL(address).openConnection();  // <-- here
    Socket socket = new Socket(host, 25);  // <-- here
    return new URL(address).openStream();  // <-- here
  }
}
"""
NO_LIMIT = """
import okhttp3.OkHttpClient;

class Clients {
  OkHttpClient ok() {
    return new OkHttpClient.Builder()
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(0, TimeUnit.SECONDS)  // <-- here
        .build();
  }
}
"""
STREAM = """
import okhttp3.OkHttpClient;
import okhttp3.sse.EventSources;

class Clients {
  OkHttpClient ok = new OkHttpClient.Builder().readTimeout(0, TimeUnit.SECONDS).build();
}
"""
LIMITED = """
import java.net.*;
import java.net.http.HttpClient;
import okhttp3.OkHttpClient;
import org.springframework.web.client.RestTemplate;

class Clients {
  private final RestTemplate rest;

  Clients(RestTemplateBuilder builder, RestTemplate given) {
    this.rest = builder.setConnectTimeout(Duration.ofSeconds(2)).setReadTimeout(Duration.ofSeconds(5)).build();
  }

  RestTemplate made(ClientHttpRequestFactory factory) {
    return new RestTemplate(factory);
  }

  HttpClient http() {
    return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  }

  OkHttpClient ok() {
    return new OkHttpClient.Builder().readTimeout(10, TimeUnit.SECONDS).build();
  }

  void open(URL url, SocketAddress address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout(1000);
    connection.setReadTimeout(1000);
    Socket socket = new Socket();
    socket.connect(address, 500);
    socket.setSoTimeout(500);
  }
}
"""
INJECTED = """
import java.net.http.*;

class Client {
  private final HttpClient http;

  Client(HttpClient http) {
    this.http = http;
  }

  HttpResponse<String> load(URI uri) throws Exception {
    HttpResponse<String> answer = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new LoadException(uri, answer.statusCode());
    }
    return answer;
  }
}
"""
RETRIES = """
class Sender {
  void a() {
    while (true) {  // <-- here
      try {
        client.send(order);
        return;
      } catch (IOException e) {
        log.warn("send failed", e);
      }
    }
  }

  Answer b() {
    for (int i = 0; i < 5; i++) {  // <-- here
      try {
        return client.send(order);
      } catch (IOException e) {
        log.warn("send failed", e);
      }
    }
    throw new SendException();
  }

  void c() {
    boolean done = false;
    while (!done) {  // <-- here
      try {
        client.send(order);
        done = true;
      } catch (Exception e) {
        log.warn("send failed", e);
        Thread.sleep(1000);
      }
    }
  }
}
"""
PATIENT = """
class Sender {
  Answer a() throws InterruptedException {
    int attempt = 0;
    while (true) {
      try {
        return client.send(order);
      } catch (IOException e) {
        if (++attempt >= 5) {
          throw new SendException(e);
        }
        Thread.sleep(100L << attempt);
      }
    }
  }

  Answer b() throws InterruptedException {
    for (int attempt = 1; attempt <= 3; attempt++) {
      try {
        return client.send(order);
      } catch (IOException e) {
        Thread.sleep(backoff(attempt));
      }
    }
    throw new SendException();
  }

  void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        handle(queue.take());
      } catch (Exception e) {
        log.error("message failed", e);
      }
    }
  }

  Order each(List<Source> sources) {
    for (Source source : sources) {
      try {
        return source.load();
      } catch (IOException e) {
        log.warn("source failed", e);
      }
    }
    return null;
  }
}
"""
OPEN = """
class Bank {
  void a(Connection connection) throws SQLException {
    connection.setAutoCommit(false);  // <-- here
    debit(connection);
    credit(connection);
    connection.commit();
  }

  void b(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);  // <-- here
      debit(connection);
      connection.commit();
    }
  }

  void c(EntityManager em) {
    em.getTransaction().begin();  // <-- here
    em.persist(account);
    em.getTransaction().commit();
  }

  void d(Session session) {
    Transaction tx = session.beginTransaction();  // <-- here
    try {
      session.persist(account);
    } finally {
      tx.commit();
    }
  }

  boolean e(Connection connection) throws SQLException {
    connection.setAutoCommit(false);  // <-- here
    try {
      if (balance(connection) < 0) {
        return false;
      }
      debit(connection);
      connection.commit();
      return true;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }
}
"""
ENDED = """
class Bank {
  void a(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      debit(connection);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  void b(EntityManager em) {
    EntityTransaction tx = em.getTransaction();
    tx.begin();
    try {
      em.persist(account);
      tx.commit();
    } finally {
      if (tx.isActive()) {
        tx.rollback();
      }
    }
  }

  @Transactional
  void c() {
    accounts.save(account);
  }

  void d(TransactionTemplate template) {
    template.execute(status -> accounts.save(account));
  }
}
"""
UNCHECKED = """
import java.net.http.*;
import okhttp3.*;

class Rates {
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(FIVE).build();
  private final OkHttpClient ok = new OkHttpClient();

  Rates a(HttpRequest request) throws Exception {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return mapper.readValue(answer.body(), Rates.class);  // <-- here
  }

  String b(HttpRequest request) throws Exception {
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();  // <-- here
  }

  String c(Request request) throws IOException {
    try (Response response = ok.newCall(request).execute()) {
      return response.body().string();  // <-- here
    }
  }

  String d(Request request) throws IOException {
    try (Response response = ok.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("rates: status " + response.code());
      }
      return response.body().string();
    }
  }

  String e(HttpRequest request) throws Exception {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    requireSuccess(answer);
    return answer.body();
  }

  Rates f(RestTemplate rest) {
    return rest.getForObject("/rates", Rates.class);
  }

  Mono<Rates> g(WebClient web) {
    return web.get().uri("/rates").retrieve().bodyToMono(Rates.class);
  }
}
"""


def marked(code: str) -> list[int]:
    return [n for n, line in enumerate(code.split("\n"), 1) if "<-- here" in line]


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("missing-timeout", WAITS),
        ("missing-timeout", NO_LIMIT),
        ("missing-timeout", STREAM),
        ("missing-timeout", LIMITED),
        ("missing-timeout", INJECTED),
        ("unchecked-response", INJECTED),
        ("retry-without-limit", RETRIES),
        ("retry-without-limit", PATIENT),
        ("missing-rollback", OPEN),
        ("missing-rollback", ENDED),
        ("unchecked-response", UNCHECKED),
    ],
)
def test_a_java_rule_finds_the_marked_calls_and_no_other(findings, slug, code):
    found = [
        f.line for f in findings(slug, "src/main/java/shop/Code.java", code.replace("  // <-- here", ""))
    ]
    assert found == marked(code)
