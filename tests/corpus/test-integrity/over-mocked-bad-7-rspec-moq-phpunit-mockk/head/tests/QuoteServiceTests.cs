using Moq;
using Xunit;

public class QuoteServiceTests
{
    [Fact]
    public void Quotes_a_price()
    {
        var service = new Mock<IQuoteService>();
        service.Setup(s => s.Quote("mug")).Returns(12m);
        Assert.Equal(12m, service.Object.Quote("mug"));
    }
}
