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
}
