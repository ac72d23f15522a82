using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Depot.Api.Controllers;

[ApiController]
[Route("api/v1/crate")]
public class CratesController : ControllerBase
{
    private readonly DepotContext _db;

    public CratesController(DepotContext db) => _db = db;

    [HttpGet]
    public async Task<ActionResult<List<Crate>>> List([FromQuery] int page = 1, [FromQuery] int pageSize = 25)
    {
        return await _db.Crates.OrderBy(r => r.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync();
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(int id)
    {
        var row = await _db.Crates.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such crate" });
        }
        return Ok(row);
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromBody] CreateCrate body)
    {
        var row = new Crate { Name = body.Name };
        _db.Crates.Add(row);
        await _db.SaveChangesAsync();
        return CreatedAtAction(nameof(Get), new { id = row.Id }, row);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(int id)
    {
        var row = await _db.Crates.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such crate" });
        }
        _db.Crates.Remove(row);
        await _db.SaveChangesAsync();
        return NoContent();
    }
}
