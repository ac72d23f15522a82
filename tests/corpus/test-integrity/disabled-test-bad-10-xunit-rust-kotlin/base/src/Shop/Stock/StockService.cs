namespace Shop.Stock;

public class StockService
{
    private readonly IStock _stock;

    public StockService(IStock stock) => _stock = stock;

    public Task AddAsync(string sku, int quantity) => _stock.ChangeAsync(sku, quantity);

    public Task<int> LevelAsync(string sku) => _stock.LevelAsync(sku);

    public async Task ReserveAsync(string sku, int quantity)
    {
        if (quantity <= 0) throw new ArgumentOutOfRangeException(nameof(quantity));
        await _stock.ChangeAsync(sku, -quantity);
    }
}
