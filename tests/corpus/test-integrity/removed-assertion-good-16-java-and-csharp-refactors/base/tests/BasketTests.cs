using Xunit;

public class BasketTests
{
    [Fact]
    public void Adds_items()
    {
        var basket = new Basket();
        basket.Add("mug", 2);
        Assert.Single(basket.Lines);
        Assert.Equal("mug", basket.Lines[0].Sku);
        Assert.Equal(2, basket.Lines[0].Quantity);
        Assert.NotNull(basket.CreatedAt);
    }
}
