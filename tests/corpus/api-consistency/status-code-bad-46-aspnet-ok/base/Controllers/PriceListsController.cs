using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Depot.Api.Controllers;

[ApiController]
[Route("api/v1/price-lists")]
public class PriceListsController : ControllerBase
{
    private readonly DepotContext _db;

    public PriceListsController(DepotContext db) => _db = db;

    [HttpGet]
    public async Task<ActionResult<List<PriceList>>> List([FromQuery] int page = 1, [FromQuery] int pageSize = 25)
    {
        return await _db.PriceLists.OrderBy(r => r.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync();
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(int id)
    {
        var row = await _db.PriceLists.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such priceList" });
        }
        return Ok(row);
    }

    [HttpPost]
    public async Task<IActionResult> Create([FromBody] CreatePriceList body)
    {
        var row = new PriceList { Name = body.Name };
        _db.PriceLists.Add(row);
        await _db.SaveChangesAsync();
        return CreatedAtAction(nameof(Get), new { id = row.Id }, row);
    }

    [HttpDelete("{id}")]
    public async Task<IActionResult> Delete(int id)
    {
        var row = await _db.PriceLists.FindAsync(id);
        if (row is null)
        {
            return NotFound(new { code = "not_found", message = "No such priceList" });
        }
        _db.PriceLists.Remove(row);
        await _db.SaveChangesAsync();
        return NoContent();
    }
}
