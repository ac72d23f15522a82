using Xunit;

public class BasketTests
{
    [Fact]
    public void Adds_items()
    {
        var basket = new Basket();
        basket.Add("mug", 2);
        var line = Assert.Single(basket.Lines);
        Assert.Equal(new Line("mug", 2), line);
        Assert.NotNull(basket.CreatedAt);
    }
}
