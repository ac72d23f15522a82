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
        var total = 0m;
        foreach (var line in lines)
        {
            var product = await _db.Products.FirstOrDefaultAsync(p => p.Id == line.ProductId, ct);
            total += (product?.Price ?? 0m) * line.Quantity;
        }
        return total;
    }
}
