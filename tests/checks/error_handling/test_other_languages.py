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


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("src/main/kotlin/shop/Orders.kt", KOTLIN),
        ("src/Orders.cs", CSHARP),
        ("src/orders.rs", RUST),
        ("app/orders.rb", RUBY),
        ("app/Services/Orders.php", PHP),
    ],
)
def test_the_family_finds_the_marked_lines_and_no_other(path, code):
    wanted = [n for n, line in enumerate(code.split("\n"), 1) if "<-- here" in line]
    report = review(in_memory({path: re.sub(r" *(?://|#) <-- here", "", code)}))
    assert report.errors == ()
    found = sorted({f.line for f in report.findings if f.rule.startswith("error-handling/")})
    assert found == wanted
