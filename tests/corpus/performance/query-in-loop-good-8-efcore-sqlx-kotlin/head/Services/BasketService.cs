using Microsoft.EntityFrameworkCore;

namespace Shop.Services;

public class BasketService
{
    private readonly ShopContext _db;

    public BasketService(ShopContext db)
    {
        _db = db;
    }

    public async Task<decimal> TotalAsync(IReadOnlyList<BasketLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.ProductId).ToList();
        var prices = await _db.Products.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Price, ct);
        var total = 0m;
        foreach (var line in lines)
        {
            total += prices.GetValueOrDefault(line.ProductId) * line.Quantity;
        }
        foreach (var line in lines)
        {
            _db.Sales.Add(new Sale { ProductId = line.ProductId });
        }
        await _db.SaveChangesAsync(ct);
        return total;
    }
}
