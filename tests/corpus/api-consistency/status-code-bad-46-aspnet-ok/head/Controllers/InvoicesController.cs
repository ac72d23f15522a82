using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Depot.Api.Controllers;

[ApiController]
[Route("api/v1/invoices")]
public class InvoicesController : ControllerBase
{
    private readonly DepotContext _db;

    public InvoicesController(DepotContext db) => _db = db;

    [HttpGet]
    public async Task<ActionResult<List<Invoice>>> List([FromQuery] int page = 1, [FromQuery] int pageSize = 25)
    {
        return await _db.Invoices.OrderBy(r => r.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync();
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(int id)
    {
        var row = await _db.Invoices.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such invoice" });
        }
        return Ok(row);
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromBody] CreateInvoice body)
    {
        var row = new Invoice { Name = body.Name };
        _db.Invoices.Add(row);
        await _db.SaveChangesAsync();
        return CreatedAtAction(nameof(Get), new { id = row.Id }, row);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(int id)
    {
        var row = await _db.Invoices.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such invoice" });
        }
        _db.Invoices.Remove(row);
        await _db.SaveChangesAsync();
        return NoContent();
    }
}
