using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Depot.Api.Controllers;

[ApiController]
[Route("api/v1/warehouses")]
public class WarehousesController : ControllerBase
{
    private readonly DepotContext _db;

    public WarehousesController(DepotContext db) => _db = db;

    [HttpGet]
    public async Task<ActionResult<List<Warehouse>>> List([FromQuery] int page = 1, [FromQuery] int pageSize = 25)
    {
        return await _db.Warehouses.OrderBy(r => r.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync();
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(int id)
    {
        var row = await _db.Warehouses.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such warehouse" });
        }
        return Ok(row);
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromBody] CreateWarehouse body)
    {
        var row = new Warehouse { Name = body.Name };
        _db.Warehouses.Add(row);
        await _db.SaveChangesAsync();
        return CreatedAtAction(nameof(Get), new { id = row.Id }, row);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(int id)
    {
        var row = await _db.Warehouses.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such warehouse" });
        }
        _db.Warehouses.Remove(row);
        await _db.SaveChangesAsync();
        return NoContent();
    }
}
