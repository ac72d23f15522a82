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
        try { await Send(order); } catch (Exception ex) { _logger.LogError(ex, "x"); }
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
