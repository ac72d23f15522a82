using Microsoft.EntityFrameworkCore;

namespace Acme.Billing.Services;

public class InvoiceService
{
    private readonly BillingContext _db;

    public InvoiceService(BillingContext db)
    {
        _db = db;
    }

    public Task<List<Invoice>> PageAsync(int page, int size, CancellationToken ct) =>
        _db.Invoices.AsNoTracking().OrderBy(i => i.Id).Skip(page * size).Take(size).ToListAsync(ct);

    public async Task ExportAsync(IInvoiceSink sink, CancellationToken ct)
    {
        await foreach (var invoice in _db.Invoices.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            await sink.WriteAsync(invoice, ct);
        }
    }

    public Task<Dictionary<string, int>> CountsAsync(CancellationToken ct) =>
        _db.Invoices.GroupBy(i => i.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
}
