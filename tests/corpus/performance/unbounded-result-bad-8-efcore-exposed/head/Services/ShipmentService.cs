using Microsoft.EntityFrameworkCore;

namespace Acme.Shipping.Services;

public class ShipmentService
{
    private readonly ShippingContext _db;

    public ShipmentService(ShippingContext db)
    {
        _db = db;
    }

    public Task<Shipment?> FindAsync(long id, CancellationToken ct) =>
        _db.Shipments.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);

    /// <summary>Finds shipments that are late, by carrier.</summary>
    public async Task<Dictionary<string, int>> LateByCarrierAsync(CancellationToken ct)
    {
        var shipments = await _db.Shipments.AsNoTracking().ToListAsync(ct);
        return shipments
            .Where(s => s.DeliveredAt > s.PromisedAt)
            .GroupBy(s => s.Carrier)
            .ToDictionary(g => g.Key, g => g.Count());
    }
}
