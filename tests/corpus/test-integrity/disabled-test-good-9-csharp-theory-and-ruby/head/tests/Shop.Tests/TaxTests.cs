using Shop.Taxes;
using Xunit;

namespace Shop.Tests;

public class TaxTests
{
    [Theory]
    [InlineData("book", 7)]
    [InlineData("food", 7)]
    [InlineData("toy", 19)]
    [InlineData("magazine", 7)]
    public void Rate_depends_on_the_kind(string kind, int rate)
    {
        Assert.Equal(rate, Tax.RateFor(kind));
    }
}
