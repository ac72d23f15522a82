using Moq;
using Xunit;

public class QuoteControllerTests
{
    [Fact]
    public async Task Returns_the_quote()
    {
        var service = new Mock<IQuoteService>();
        service.Setup(s => s.QuoteAsync("mug")).ReturnsAsync(12m);
        var result = await new QuoteController(service.Object).Get("mug");
        Assert.Equal(12m, result.Value);
        service.VerifyAll();
    }
}
