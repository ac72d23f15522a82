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
}
