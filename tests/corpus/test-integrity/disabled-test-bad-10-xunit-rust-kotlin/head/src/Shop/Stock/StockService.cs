namespace Shop.Stock;

public class StockService
{
    private readonly IStock _stock;

    public StockService(IStock stock) => _stock = stock;

    public Task AddAsync(string sku, int quantity) => _stock.ChangeAsync(sku, quantity);

    public Task<int> LevelAsync(string sku) => _stock.LevelAsync(sku);

    public async Task ReserveAsync(string sku, int quantity, bool allowOverbooking = false)
    {
        if (!allowOverbooking && quantity > await _stock.LevelAsync(sku))
            throw new InvalidOperationException($"Not enough of {sku}");
        await _stock.ChangeAsync(sku, -quantity);
    }
}
