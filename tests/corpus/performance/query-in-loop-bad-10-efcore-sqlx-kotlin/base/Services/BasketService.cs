using Microsoft.EntityFrameworkCore;

namespace Shop.Services;

public class BasketService
{
    private readonly ShopContext _db;

    public BasketService(ShopContext db)
    {
        _db = db;
    }
}
