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

    [HttpPost("{id}/check")]
    public async Task<IActionResult> Check(int id, CancellationToken cancel)
    {
        var order = _orders.FindAsync(id);
        var answer = _http.GetAsync($"https://carrier.example/limits/{id}", cancel);
        await Task.WhenAll(order, answer);
        var validation = Validate(order.Result);
        if (validation.Result == Verdict.Refused)
        {
            return UnprocessableEntity(validation.Reason);
        }
        await Task.Delay(50, cancel);
        return Ok(await answer.Result.Content.ReadAsStringAsync(cancel));
    }

    private static Validation Validate(Order? order) => order is null ? Validation.Refuse("unknown") : Validation.Accept();
}
