package com.acme.billing;

import java.net.HttpURLConnection;
import java.net.URL;
import java.net.http.HttpClient;
import java.sql.*;
import java.util.concurrent.*;
import org.slf4j.*;
import org.springframework.web.client.RestTemplate;
import org.springframework.kafka.annotation.KafkaListener;

public class BillingWorker {
    private static final Logger log = LoggerFactory.getLogger(BillingWorker.class);

    @Bean
    public RestTemplate restTemplate() {
        return new RestTemplate();  // <-- here
    }

    public String download(String address) throws IOException {
        HttpURLConnection conn = (HttpURLConnection) new URL(address).openConnection();  // <-- here
        conn.setRequestMethod("GET");
        try (BufferedReader r = new BufferedReader(new InputStreamReader(conn.getInputStream()))) {
            return r.readLine();
        }
    }

    public boolean charge(Invoice invoice) {
        try {
            gateway.charge(invoice);
            return true;
        } catch (GatewayException e) {
            System.out.println("charge failed: " + e.getMessage());
            return false;
        }
    }

    public boolean charge2(Invoice invoice) {
        try {
            gateway.charge(invoice);
            return true;
        } catch (Throwable t) {  // <-- here
            return false;
        }
    }

    public void settle(Connection conn, long id) {
        try {
            conn.setAutoCommit(false);
            ledger.settle(conn, id);
            conn.commit();
        } catch (SQLException e) {
            log.error("settle failed for {}", id, e);
            try {
                conn.rollback();
            } catch (SQLException ex) {
                log.error("rollback failed", ex);
            }
        }
    }

    public void settle2(Connection conn, long id) throws SQLException {
        try {
            conn.setAutoCommit(false);  // <-- here
            ledger.settle(conn, id);
            conn.commit();
        } catch (SQLException e) {
            log.error("settle failed for {}", id, e);
            throw e;
        }
    }

    public Invoice load(long id) {
        try {
            return dao.load(id);
        } catch (SQLException e) {
            throw new RuntimeException("Failed to load invoice");  // <-- here
        }
    }

    public void retryCharge(Invoice invoice) {
        int attempts = 0;
        while (attempts < 10) {  // <-- here
            try {
                gateway.charge(invoice);
                break;
            } catch (GatewayException e) {
                attempts++;
            }
        }
    }

    public void retryForever(Invoice invoice) throws InterruptedException {
        while (true) {  // <-- here
            try {
                gateway.charge(invoice);
                break;
            } catch (GatewayException e) {
                log.warn("retrying", e);
                Thread.sleep(1000);
            }
        }
    }

    @KafkaListener(topics = "x")
    public void consume(Event event) {
        try {
            handle(event);
        } catch (Exception e) {
            log.error("Error processing event: " + e.getMessage());  // <-- here
        }
    }

    public void stop() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) executor.shutdownNow();
        } catch (InterruptedException e) {  // <-- here
            executor.shutdownNow();
        }
    }

    public void validate(Invoice invoice) {
        if (invoice.lines().isEmpty()) {
            throw new RuntimeException("Invalid");  // <-- here
        }
        if (config == null) {
            log.error("missing config");
            System.exit(1);  // <-- here
        }
    }

    public void flush() {
        try {
            writer.write(buffer);
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    public String status(String url) throws Exception {
        var client = HttpClient.newHttpClient();  // <-- here
        var response = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        return response.body();  // <-- here
    }
}
