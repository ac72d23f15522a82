using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Depot.Api.Controllers;

[ApiController]
[Route("api/v1/orders")]
public class OrdersController : ControllerBase
{
    private readonly DepotContext _db;

    public OrdersController(DepotContext db) => _db = db;

    [HttpGet]
    public async Task<ActionResult<List<Order>>> List([FromQuery] int page = 1, [FromQuery] int pageSize = 25)
    {
        return await _db.Orders.OrderBy(r => r.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync();
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(int id)
    {
        var row = await _db.Orders.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such order" });
        }
        return Ok(row);
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromBody] CreateOrder body)
    {
        var row = new Order { Name = body.Name };
        _db.Orders.Add(row);
        await _db.SaveChangesAsync();
        return CreatedAtAction(nameof(Get), new { id = row.Id }, row);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(int id)
    {
        var row = await _db.Orders.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such order" });
        }
        _db.Orders.Remove(row);
        await _db.SaveChangesAsync();
        return NoContent();
    }
}
