"""One file a language, with defects and look-alikes of the whole family side by side. Lines that end in ``<-- here`` are
findings of some rule, every other line of none."""

from __future__ import annotations

import re

import pytest

from checks.changes import in_memory
from checks.engine import review

KOTLIN = """\
package shop

import org.slf4j.LoggerFactory
import org.springframework.web.client.RestTemplate
import java.net.http.HttpClient

class Orders(private val repo: Repo) {
    private val log = LoggerFactory.getLogger(javaClass)
    private val rest = RestTemplate()  // <-- here

    fun a(order: Order) {
        try { client.send(order) } catch (e: Exception) { }  // <-- here
        try { client.send(order) } catch (e: IOException) { log.warn("x {}", order.id, e) }
        try { client.send(order) } catch (e: IOException) { throw OrderException("send", e) }
        try { client.send(order) } catch (e: IOException) { throw OrderException("send") }  // <-- here
        try { client.send(order) } catch (e: Exception) { log.error("x", e) }  // <-- here
        runCatching { client.send(order) }.onFailure { log.warn("x", it) }
    }
    fun b(text: String): Int? = try { text.toInt() } catch (e: NumberFormatException) { null }
    fun c(id: Long): Order? {
        return try { repo.load(id) } catch (e: Exception) { null }  // <-- here
    }
    fun d(id: Long): Order = try { repo.load(id) } catch (e: Exception) { log.error(e) { "load" }; throw e }
    fun e() { try { Thread.sleep(1) } catch (e: InterruptedException) { log.warn("x") } }  // <-- here
    fun f() { throw RuntimeException("error") }  // <-- here
    fun g(): Int { try { return x() } finally { return 1 } }  // <-- here
    @Scheduled(fixedDelay = 1) fun poll() { try { x() } catch (e: Exception) { log.error("poll", e) } }
    fun h() { scope.launch { try { x() } catch (e: CancellationException) { throw e } catch (e: Exception) { log.error("x", e) } } }
    fun i(url: String) { val answer = http.send(req, BodyHandlers.ofString()); println(answer.body()) }
    val j = try { x() } catch (e: IOException) { default() }
    fun k(id: Long) = try { repo.load(id) } catch (e: EmptyResultDataAccessException) { throw OrderNotFoundException(id) }
}
"""
CSHARP = """\
using System;
using Microsoft.Extensions.Logging;

public class Orders
{
    private readonly ILogger<Orders> _logger;
    public async Task A(Order order)
    {
        try { await Send(order); } catch { }  // <-- here
        try { await Send(order); } catch (Exception) { }  // <-- here
        try { await Send(order); } catch (HttpRequestException ex) { _logger.LogWarning(ex, "x"); }
        try { await Send(order); } catch (HttpRequestException ex) { throw new OrderException("x", ex); }
        try { await Send(order); } catch (HttpRequestException ex) { throw new OrderException("x"); }  // <-- here
        try { await Send(order); } catch (SqlException ex) { _logger.LogError(ex, "x"); throw ex; }  // <-- here
        try { await Send(order); } catch (SqlException ex) { _logger.LogError(ex, "x"); throw; }
        try { await Send(order); } catch (Exception ex) { _logger.LogError(ex, "x"); }  // <-- here
        try { await Send(order); } catch (Exception ex) when (ex is not OperationCanceledException) { _logger.LogError(ex, "x"); }
        try { await Send(order); } catch (OperationCanceledException) { }
        SaveAsync(order);  // <-- here
        _ = SaveAsync(order);
        await SaveAsync(order);
        Task.Run(() => Work(order));  // <-- here
        throw new Exception("error");  // <-- here
    }
    public Order? B(int id)
    {
        try { return _repo.Load(id); } catch (Exception) { return null; }  // <-- here
    }
    public bool C(string s)
    {
        try { JsonDocument.Parse(s); return true; } catch (JsonException) { return false; }
    }
    [HttpGet("x")]
    public IActionResult D()
    {
        try { return Ok(_svc.X()); } catch (Exception ex) { _logger.LogError(ex, "x"); return StatusCode(500); }
    }
    protected override async Task ExecuteAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested) { try { await Work(); } catch (Exception ex) { _logger.LogError(ex, "x"); } }
    }
    public int E() { try { return 1; } finally { throw new Exception("could not close the file"); } }  // <-- here
    public void Dispose() { try { _c.Close(); } catch { } }
    public Task F() => Task.WhenAll(items.Select(i => SendAsync(i)));
    public void G(SqlCommand command, HttpClient client) { command.CommandTimeout = 0; }  // <-- here
    public void H() { services.AddHttpClient(); timer.Elapsed += async (s, e) => await SendAsync(x); }
}
"""
RUST = """\
use std::fs::File;
use std::io::Write;

pub struct Orders { client: reqwest::Client }

impl Orders {
    pub fn new() -> Self {
        Self { client: reqwest::Client::new() }  // <-- here
    }
    pub async fn a(&self, order: &Order) -> Result<(), OrderError> {
        let file = File::create("a").unwrap();  // <-- here
        let body = serde_json::to_string(order).unwrap();
        file.write_all(b"x").ok();  // <-- here
        let _ = self.store.save(order).await;  // <-- here
        let _ = self.tx.send(order);
        let n = order.text.parse::<i64>().unwrap();  // <-- here
        let re = Regex::new("^a$").unwrap();
        let guard = self.map.lock().unwrap();
        let first = self.items.first().unwrap();
        let x = self.client.get("u").send().await.unwrap();  // <-- here
        let y = std::env::var("HOME").expect("HOME is set");
        let z = load().map_err(|_| OrderError::Load)?;
        let w = load().map_err(|_| OrderError::Other("load failed".to_string()))?;  // <-- here
        let v = load().map_err(|e| OrderError::Other(e.to_string()))?;
        let u = load().map_err(|_| anyhow!("load failed"))?;  // <-- here
        let t = req().map_err(|_| StatusCode::BAD_REQUEST)?;
        if let Err(_) = self.flush() {}  // <-- here
        if let Err(e) = self.flush() { warn!("flush {e}"); }
        match self.flush() { Ok(_) => {}, Err(_) => {} }  // <-- here
        match self.flush() { Ok(v) => v, Err(_) => return Ok(()) }
        match self.flush() { Ok(v) => v, Err(e) => { error!("x {}", e); } }
        match self.flush() { Ok(v) => v, Err(_) => 0 }
        std::process::exit(1);  // <-- here
        bail!("error");  // <-- here
        match load() { Ok(v) => v, Err(e) => panic!("{}", e) }  // <-- here
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn t() { load().unwrap(); let x = "1".parse::<i32>().unwrap(); }
}
"""
RUBY = """\
class Orders
  def a(order)
    client.send_order(order)
  rescue  # <-- here
  end
  def b(id)
    repo.load(id)
  rescue => e  # <-- here
    nil
  end
  def c(id)
    repo.load(id)
  rescue ActiveRecord::RecordNotFound
    nil
  end
  def d(order)
    client.post(order)
  rescue StandardError => e  # <-- here
    Rails.logger.error("failed: #{e.message}")
  end
  def e(order)
    client.post(order)
  rescue Faraday::Error => e
    Rails.logger.warn("failed: #{e.message}")
    raise OrderError, "post"
  end
  def f(text)
    Integer(text) rescue nil
  end
  def g
    x = remote.fetch rescue nil  # <-- here
  end
  def h(order)
    client.post(order)
  rescue => e
    Sentry.capture_exception(e)
    raise
  end
  def i(order)
    begin
      client.post(order)
    rescue Exception => e  # <-- here
      logger.info("x")
    end
  end
  def j
    raise "error"  # <-- here
  end
  def k
    work
  ensure
    return 1  # <-- here
  end
  def l(http)
    http.read_timeout = nil  # <-- here
    TCPSocket.new(host, 25)  # <-- here
  end
  def m(path)
    File.delete(path)
  rescue Errno::ENOENT
  end
  def n(order)
    client.post(order)
  rescue Net::OpenTimeout => e
    retry if (tries += 1) < 3
    raise
  end
  def close
    @socket.close
  rescue StandardError
    nil
  end
end

class OrdersController < ApplicationController
  rescue_from(OrderError) { |e| render json: { error: "x" }, status: 422 }
  def create
    render json: Order.create!(params)
  rescue ActiveRecord::RecordInvalid => e
    render json: { error: e.message }, status: 422
  end
  def show
    @order = Order.find(params[:id])
  rescue => e
    Rails.logger.error(e.full_message)
    head :internal_server_error
  end
end

class SyncJob < ApplicationJob
  def perform(id)
    sync(id)
  rescue StandardError => e
    Rails.logger.error("sync: #{e.full_message}")
  end
end
"""
PHP = r"""<?php
namespace App\Services;

use GuzzleHttp\Client;
use Illuminate\Support\Facades\Log;

class Orders
{
    public function __construct() { $this->client = new Client(['base_uri' => 'https://x']); }  // <-- here

    public function a($order)
    {
        try { $this->client->post($order); } catch (\Exception $e) { }  // <-- here
        try { $this->client->post($order); } catch (RequestException $e) { Log::warning('x', ['exception' => $e]); }
        try { $this->client->post($order); } catch (RequestException $e) { throw new OrderException('x', 0, $e); }
        try { $this->client->post($order); } catch (RequestException $e) { throw new OrderException('x', previous: $e); }
        try { $this->client->post($order); } catch (RequestException $e) { throw new OrderException('x ' . $e->getMessage()); }  // <-- here
        try { $this->client->post($order); } catch (\Throwable $e) { report($e); }
        try { $this->client->post($order); } catch (\Throwable $e) { Log::error($e->getMessage()); }  // <-- here
        throw new \Exception('error');  // <-- here
    }
    public function b($id)
    {
        try { return $this->repo->load($id); } catch (\Exception $e) { return null; }  // <-- here
    }
    public function c($id)
    {
        try { return $this->repo->load($id); } catch (ModelNotFoundException $e) { return null; }
    }
    public function d($s)
    {
        try { return json_decode($s, true, 512, JSON_THROW_ON_ERROR); } catch (\JsonException $e) { return []; }
    }
    public function e()
    {
        try { return $this->x(); } finally { return 1; }  // <-- here
    }
    public function f($url)
    {
        $ch = curl_init($url);  // <-- here
        curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
        return curl_exec($ch);
    }
    public function g()
    {
        DB::beginTransaction();
        try { $this->x(); DB::commit(); } catch (\Throwable $e) { DB::rollBack(); throw $e; }
    }
    public function show($id)
    {
        try { return view('x', $this->repo->load($id)); } catch (\Exception $e) { Log::error('show', ['exception' => $e]); abort(500); }
    }
}
"""
CARRIER = """using System;
using System.Net.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Acme.Shipping;

public sealed class CarrierClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly ILogger<CarrierClient> _logger;

    public CarrierClient(HttpClient http, ILogger<CarrierClient> logger)
    {
        _http = http;
        _logger = logger;
    }

    public async Task<Rate?> GetRateAsync(string zip, CancellationToken ct)
    {
        try
        {
            using var response = await _http.GetAsync($"/rates/{zip}", ct);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<Rate>(ct);
        }
        catch (HttpRequestException ex) when (ex.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (TaskCanceledException ex) when (!ct.IsCancellationRequested)
        {
            throw new CarrierTimeoutException(zip, ex);
        }
    }

    public bool TryParse(string text, out Rate rate)
    {
        try
        {
            rate = Rate.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            rate = default;
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _socket.CloseAsync();
        }
        catch (Exception ex)
        {
            _logger.LogDebug(ex, "close failed");
        }
    }

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await _next(context);
        }
        catch (Exception ex)
        {
            _logger.LogError(ex, "Unhandled exception");
            context.Response.StatusCode = 500;
            await context.Response.WriteAsJsonAsync(new ProblemDetails { Title = "Internal error" });
        }
    }

    public void Save(Order order)
    {
        using var tx = _db.Database.BeginTransaction();
        try
        {
            _db.SaveChanges();
            tx.Commit();
        }
        catch
        {
            tx.Rollback();
            throw;
        }
    }

    public Order Load(Guid id)
    {
        try { return _db.Orders.Single(o => o.Id == id); }
        catch (InvalidOperationException ex) { throw new OrderNotFoundException(id, ex); }
    }

    public void Publish(Order order)
    {
        try { _bus.Publish(order); }
        catch (BusException ex)
        {
            _logger.LogError("publish failed: {Message}", ex.Message);
            _outbox.Add(order);
        }
    }

    public static int Main(string[] args)
    {
        try { Run(args); return 0; }
        catch (Exception ex) { Console.Error.WriteLine(ex); return 1; }
    }

    public void Wrap()
    {
        try { Work(); }
        catch (AggregateException ae) { throw ae.InnerException ?? ae; }
    }

    public void Wrap2()
    {
        try { Work(); }
        catch (AggregateException ae) { ExceptionDispatchInfo.Capture(ae.InnerException!).Throw(); throw; }
    }

    private void OnTick(object? state)
    {
        try { Work(); }
        catch (Exception ex) { _logger.LogError(ex, "tick failed"); }
    }

    public IEnumerable<Row> Rows()
    {
        foreach (var line in _lines)
        {
            Row row;
            try { row = Parse(line); }
            catch (FormatException ex) { _logger.LogWarning(ex, "bad line"); continue; }
            yield return row;
        }
    }

    public async Task Bad1(Order order)
    {
        try { await _bus.Publish(order); }
        catch (Exception ex) { Console.WriteLine(ex.Message); }  // <-- here
    }
    public async Task<bool> Bad2(Order order)
    {
        try { await _bus.Publish(order); return true; }
        catch (Exception) { return false; }  // <-- here
    }
    public void Bad3()
    {
        try { Work(); }
        catch (InvalidOperationException) { }  // <-- here
    }
    public List<Order> Bad4()
    {
        try { return _db.Orders.ToList(); }
        catch (Exception ex) { _logger.LogError(ex, "x"); return new List<Order>(); }  // <-- here
    }
    public void Bad5()
    {
        try { Work(); }
        catch (Exception ex) { throw new Exception("Error: " + ex.Message); }  // <-- here
    }
}
"""
CONTROLLER = r"""<?php

namespace App\Http\Controllers;

use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Log;

class OrderController extends Controller
{
    public function store(StoreOrderRequest $request): JsonResponse
    {
        try {
            $order = $this->orders->create($request->validated());
        } catch (OutOfStockException $e) {
            return response()->json(['message' => $e->getMessage()], 409);
        } catch (\Throwable $e) {
            Log::error('order failed', ['exception' => $e]);
            return response()->json(['message' => 'internal error'], 500);
        }
        return response()->json($order, 201);
    }

    public function sync(): void
    {
        foreach ($this->shops as $shop) {
            try {
                $shop->sync();
            } catch (\Exception $e) {
                report($e);
            }
        }
    }

    public function rate(string $code): ?float
    {
        try {
            return Http::timeout(5)->get("https://x/{$code}")->throw()->json('rate');
        } catch (RequestException $e) {
            Log::warning("no rate for {$code}: {$e->getMessage()}");
            return null;
        }
    }

    public function parse(string $date): ?Carbon
    {
        try {
            return Carbon::parse($date);
        } catch (\Exception $e) {
            return null;
        }
    }

    public function failed(\Throwable $e): void
    {
        Log::error('job failed', ['exception' => $e]);
    }

    public function bad1(Order $order): void
    {
        try {
            $this->mailer->send($order);
        } catch (\Exception $e) {  // <-- here
            // ignore
        }
    }
    public function bad2(Order $order): array
    {
        try {
            return $this->api->lines($order);
        } catch (\Exception $e) {  // <-- here
            return [];
        }
    }
    public function bad3(Order $order): void
    {
        try {
            $this->api->push($order);
        } catch (GuzzleException $e) {
            throw new SyncException("push failed");  // <-- here
        }
    }
    public function bad4(Order $order): void
    {
        try {
            $this->api->push($order);
            $order->markPushed();
        } catch (\Throwable $t) {  // <-- here
            error_log($t->getMessage());
        }
    }
    public function bad5(): void
    {
        $client = new \GuzzleHttp\Client();  // <-- here
        $client->get('https://x');
    }
}
"""
PAYMENTS = """class PaymentsController < ApplicationController
  rescue_from ActiveRecord::RecordNotFound, with: :not_found

  def create
    @payment = Payment.create!(payment_params)
    render json: @payment, status: :created
  rescue Stripe::CardError => e
    render json: { error: e.user_message }, status: :payment_required
  end

  def webhook
    event = Stripe::Webhook.construct_event(payload, signature, secret)
    handle(event)
    head :ok
  rescue JSON::ParserError, Stripe::SignatureVerificationError
    head :bad_request
  end
end

class RateService
  def fetch(code)
    response = Faraday.get("https://x/#{code}")
    JSON.parse(response.body)
  rescue Faraday::Error => e
    Rails.logger.warn("rate #{code}: #{e.message}")
    nil
  end

  def cached(code)
    Rails.cache.fetch(code) { fetch(code) }
  rescue Redis::CannotConnectError
    fetch(code)
  end

  def parse(text)
    Date.parse(text)
  rescue Date::Error
    nil
  end

  def import(rows)
    rows.each do |row|
      Item.create!(row)
    rescue ActiveRecord::RecordInvalid => e
      errors << e.message
    end
  end

  def wrap
    yield
  rescue PG::Error => e
    raise StoreError, "save failed: #{e.message}"
  end

  def transaction
    ActiveRecord::Base.transaction { yield }
  rescue StandardError => e
    Honeybadger.notify(e)
    raise
  end

  def bad1(order)
    client.push(order)
  rescue => e  # <-- here
    puts e.message
  end

  def bad2(order)
    client.push(order)
  rescue Exception  # <-- here
    false
  end

  def bad3(order)
    order.total.to_money rescue nil  # <-- here
  end

  def bad4(orders)
    orders.each do |order|
      begin
        client.push(order)
      rescue Timeout::Error  # <-- here
        next
      end
    end
  end

  def bad5
    raise "something went wrong"  # <-- here
  end
end
"""
WORKER = """package com.acme.billing;

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
        } catch (Exception e) {  // <-- here
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
"""
ROUTES = r"""use axum::{extract::State, http::StatusCode, Json};
use tokio::task;

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("database")]
    Db(#[from] sqlx::Error),
}

pub async fn create(State(pool): State<PgPool>, Json(body): Json<NewOrder>) -> Result<Json<Order>, AppError> {
    let mut tx = pool.begin().await?;
    let order = sqlx::query_as::<_, Order>("INSERT").bind(body.sku).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(Json(order))
}

pub async fn show(Path(id): Path<i64>) -> Result<Json<Order>, StatusCode> {
    load(id).await.map(Json).map_err(|_| StatusCode::NOT_FOUND)
}

pub fn config() -> Config {
    let port = std::env::var("PORT").ok().and_then(|p| p.parse().ok()).unwrap_or(8080);
    let host = std::env::var("HOST").unwrap_or_else(|_| "0.0.0.0".into());
    Config { port, host }
}

pub async fn worker(mut rx: mpsc::Receiver<Job>, tx: oneshot::Sender<()>) {
    while let Some(job) = rx.recv().await {
        if let Err(e) = run(job).await {
            tracing::error!(error = ?e, "job failed");
        }
    }
    let _ = tx.send(());
}

pub fn spawn_all() {
    let handle = task::spawn(async move { run().await });
    let ids: Vec<u32> = "1,2".split(',').map(|s| s.parse().unwrap_or(0)).collect();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let first = ids.iter().max().unwrap();
    let lock = CACHE.read().unwrap();
    let s = String::from_utf8_lossy(&bytes);
    let _guard = tracing::subscriber::set_default(sub);
    let _ = writeln!(out, "x");
    let _ = handle.await;
    let n: u64 = "5".parse().unwrap();
    let re = regex::Regex::new(r"^\d+$").expect("valid pattern");
}

pub async fn bad1(pool: &PgPool) -> Vec<Order> {
    sqlx::query_as::<_, Order>("SELECT").fetch_all(pool).await.unwrap()  // <-- here
}
pub fn bad2(text: &str) -> Value {
    serde_json::from_str(text).unwrap()  // <-- here
}
pub async fn bad3(client: &Client, order: &Order) {
    let _ = client.post("x").json(order).send().await;  // <-- here
}
pub fn bad4(path: &Path) -> Option<String> {
    match std::fs::read_to_string(path) {
        Ok(t) => Some(t),
        Err(_) => None,
    }
}
pub fn bad5(path: &str) -> String {
    std::fs::read_to_string(path).expect("")  // <-- here
}
pub async fn bad6(repo: &Repo, o: &Order) {
    repo.save(o).await.ok();  // <-- here
}
"""
ORDER_SERVICE = """package com.acme.orders

import io.ktor.server.application.*
import io.ktor.server.response.*
import kotlinx.coroutines.*
import org.slf4j.LoggerFactory

@Service
class OrderService(private val repo: OrderRepository, private val client: CarrierClient) {
    private val logger = LoggerFactory.getLogger(OrderService::class.java)

    suspend fun track(id: String): Tracking? = try {
        client.track(id)
    } catch (e: CarrierNotFoundException) {
        null
    } catch (e: IOException) {
        logger.warn("tracking of {} failed", id, e)
        null
    }

    suspend fun retry(block: suspend () -> Unit) {
        repeat(3) { attempt ->
            try {
                block()
                return
            } catch (e: CancellationException) {
                throw e
            } catch (e: Exception) {
                logger.warn("attempt $attempt failed", e)
                delay(100L * attempt)
            }
        }
    }

    fun parse(text: String): Status = try {
        Status.valueOf(text)
    } catch (e: IllegalArgumentException) {
        Status.UNKNOWN
    }

    fun number(text: String) = runCatching { text.toInt() }.getOrNull()

    fun quote(id: String): Result<Quote> = runCatching { client.quote(id) }

    fun wrap(id: String): Order {
        try {
            return repo.load(id)
        } catch (e: DataAccessException) {
            throw OrderException("order $id", e)
        }
    }

    fun close() {
        runCatching { client.close() }
    }

    fun start() {
        scope.launch {
            while (isActive) {
                try {
                    poll()
                } catch (e: Exception) {
                    logger.error("poll failed", e)
                }
            }
        }
    }

    fun require(order: Order) {
        require(order.lines.isNotEmpty()) { "order ${order.id} has no lines" }
        check(order.open) { "order ${order.id} is closed" }
        error("unreachable")
    }

    fun handle(call: ApplicationCall) {
        try {
            work()
        } catch (e: Exception) {
            logger.error("request failed", e)
            call.respond(HttpStatusCode.InternalServerError)
        }
    }

    fun bad1(id: String): Tracking? = try {
        client.track(id)
    } catch (e: Exception) {  // <-- here
        null
    }

    fun bad2(order: Order) {
        try {
            repo.save(order)
        } catch (e: Exception) {  // <-- here
            println(e.message)
        }
    }

    fun bad3(order: Order) {
        try {
            repo.save(order)
        } catch (e: SQLException) {
            throw IllegalStateException("Could not save order ${order.id}")  // <-- here
        }
    }

    fun bad4(items: List<Item>) {
        items.forEach {
            try {
                client.push(it)
            } catch (_: IOException) {  // <-- here
            }
        }
    }

    fun bad5() {
        try {
            Thread.sleep(100)
        } catch (e: InterruptedException) {  // <-- here
            logger.info("woken")
        }
    }
}
"""
WEB = r"""package com.acme.web;

import org.springframework.web.bind.annotation.*;
import org.springframework.http.*;
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.Response;

@RestControllerAdvice
class GlobalHandler {
    @ExceptionHandler(MethodArgumentNotValidException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    public Map<String, String> invalid(MethodArgumentNotValidException ex) {
        Map<String, String> errors = new HashMap<>();
        ex.getBindingResult().getFieldErrors().forEach(e -> errors.put(e.getField(), e.getDefaultMessage()));
        return errors;
    }

    @ExceptionHandler({EntityNotFoundException.class, NoSuchElementException.class})
    public ResponseEntity<ApiError> notFound(RuntimeException ex) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).body(new ApiError(404, ex.getMessage()));
    }

    @ExceptionHandler(Exception.class)
    public ResponseEntity<ApiError> unexpected(Exception ex, WebRequest request) {
        log.error("Unhandled exception for {}", request.getDescription(false), ex);
        ApiError body = new ApiError(500, "Internal server error");
        return new ResponseEntity<>(body, HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @ExceptionHandler(Throwable.class)
    public ProblemDetail all(Throwable t) {
        ProblemDetail p = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        p.setTitle("Internal error");
        return p;
    }
}

@Path("/orders")
class OrderResource {
    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") long id) {
        try {
            return Response.ok(service.get(id)).build();
        } catch (NotFoundException e) {
            return Response.status(Response.Status.NOT_FOUND).entity(new ErrorDto("no order " + id)).build();
        } catch (Exception e) {
            log.error("get", e);
            return Response.serverError().entity(new ErrorDto("internal error")).build();
        }
    }

    @POST
    public Response create(OrderDto dto) {
        try {
            return Response.status(201).entity(service.create(dto)).build();
        } catch (Exception e) {
            return Response.status(Response.Status.INTERNAL_SERVER_ERROR).entity("Error: " + e.getMessage()).build();  // <-- here
        }
    }
}

class ReportServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        try {
            write(resp);
        } catch (SQLException e) {
            resp.setStatus(500);
            resp.getWriter().println("Database error: " + e.getMessage());  // <-- here
        }
    }

    @Override
    protected void doPost(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        try {
            write(resp);
        } catch (SQLException e) {
            log("report", e);
            resp.getWriter().println("{\"error\": \"report failed\"}");  // <-- here
        }
    }
}

@RestController
class Health {
    @GetMapping("/health")
    public ResponseEntity<Map<String, Object>> health() {
        try {
            db.ping();
            return ResponseEntity.ok(Map.of("status", "UP"));
        } catch (Exception e) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "DOWN"));
        }
    }

    @PostMapping("/import")
    public ResponseEntity<ImportResult> importAll(@RequestBody List<Row> rows) {
        List<String> errors = new ArrayList<>();
        for (Row row : rows) {
            try {
                service.load(row);
            } catch (RowException e) {
                errors.add(e.getMessage());
            }
        }
        return ResponseEntity.ok(new ImportResult(rows.size(), errors));
    }
}
"""


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("src/main/kotlin/shop/Orders.kt", KOTLIN),
        ("src/Orders.cs", CSHARP),
        ("src/orders.rs", RUST),
        ("app/orders.rb", RUBY),
        ("app/Services/Orders.php", PHP),
        ("src/CarrierClient.cs", CARRIER),
        ("src/main/kotlin/com/acme/OrderService.kt", ORDER_SERVICE),
        ("src/main/java/com/acme/web/Web.java", WEB),
        ("src/main/java/com/acme/billing/BillingWorker.java", WORKER),
        ("src/routes.rs", ROUTES),
        ("app/Http/Controllers/OrderController.php", CONTROLLER),
        ("app/services/payments.rb", PAYMENTS),
    ],
)
def test_the_family_finds_the_marked_lines_and_no_other(path, code):
    wanted = [n for n, line in enumerate(code.split("\n"), 1) if "<-- here" in line]
    report = review(in_memory({path: re.sub(r" *(?://|#) <-- here", "", code)}))
    assert report.errors == ()
    found = sorted({f.line for f in report.findings if f.rule.startswith("error-handling/")})
    assert found == wanted
