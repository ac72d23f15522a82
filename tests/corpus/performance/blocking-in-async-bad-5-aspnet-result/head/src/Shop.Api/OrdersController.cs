using Microsoft.AspNetCore.Mvc;

namespace Shop.Api;

[ApiController]
[Route("api/orders")]
public class OrdersController : ControllerBase
{
    private readonly IOrderStore _orders;
    private readonly HttpClient _http;

    public OrdersController(IOrderStore orders, HttpClient http)
    {
        _orders = orders;
        _http = http;
    }

    [HttpGet("{id}")]
    public async Task<ActionResult<Order>> Get(int id)
    {
        var order = await _orders.FindAsync(id);
        return order is null ? NotFound() : order;
    }

    [HttpPost("{id}/ship")]
    public async Task<IActionResult> Ship(int id, CancellationToken cancel)
    {
        var order = await _orders.FindAsync(id);
        if (order is null)
        {
            return NotFound();
        }
        var answer = _http.PostAsJsonAsync("https://carrier.example/shipments", order, cancel).Result;
        if (!answer.IsSuccessStatusCode)
        {
            Thread.Sleep(1000);
            answer = await _http.PostAsJsonAsync("https://carrier.example/shipments", order, cancel);
        }
        answer.EnsureSuccessStatusCode();
        _orders.MarkShippedAsync(id).GetAwaiter().GetResult();
        return NoContent();
    }
}
