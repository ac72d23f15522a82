using System;
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
