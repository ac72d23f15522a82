public class Stock
{
    public async Task Take(int id, int n)
    {
        await using var tx = await _db.Database.BeginTransactionAsync();
        var product = await _db.Products.FindAsync(id);
        product.Stock -= n;
        await _httpClient.PostAsync(_url, null);
        await _db.SaveChangesAsync();
        await tx.CommitAsync();
    }
}
