using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Depot.Api.Controllers;

[ApiController]
[Route("api/v1/customers")]
public class CustomersController : ControllerBase
{
    private readonly DepotContext _db;

    public CustomersController(DepotContext db) => _db = db;

    [HttpGet]
    public async Task<ActionResult<List<Customer>>> List([FromQuery] int page = 1, [FromQuery] int pageSize = 25)
    {
        return await _db.Customers.OrderBy(r => r.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync();
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(int id)
    {
        var row = await _db.Customers.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such customer" });
        }
        return Ok(row);
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromBody] CreateCustomer body)
    {
        var row = new Customer { Name = body.Name };
        _db.Customers.Add(row);
        await _db.SaveChangesAsync();
        return CreatedAtAction(nameof(Get), new { id = row.Id }, row);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(int id)
    {
        var row = await _db.Customers.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such customer" });
        }
        _db.Customers.Remove(row);
        await _db.SaveChangesAsync();
        return NoContent();
    }
}
