using Microsoft.EntityFrameworkCore;

namespace Acme.Billing.Services;

public class InvoiceService
{
    private readonly BillingContext _db;

    public InvoiceService(BillingContext db)
    {
        _db = db;
    }
}
