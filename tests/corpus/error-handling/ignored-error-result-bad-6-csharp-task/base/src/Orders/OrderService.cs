using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Shop.Orders;

public sealed class OrderService
{
    private readonly IOrderRepository _orders;
    private readonly IMailer _mailer;
    private readonly ILogger<OrderService> _logger;

    public OrderService(IOrderRepository orders, IMailer mailer, ILogger<OrderService> logger)
    {
        _orders = orders;
        _mailer = mailer;
        _logger = logger;
    }

    public async Task<Order> FindAsync(int id, CancellationToken token)
    {
        return await _orders.FindAsync(id, token);
    }
}
