using Shop.Taxes;
using Xunit;

namespace Shop.Tests;

public class TaxTests
{
    [Fact]
    public void Books_are_reduced()
    {
        Assert.Equal(7, Tax.RateFor("book"));
    }

    [Fact]
    public void Food_is_reduced()
    {
        Assert.Equal(7, Tax.RateFor("food"));
    }

    [Fact]
    public void Toys_are_full()
    {
        Assert.Equal(19, Tax.RateFor("toy"));
    }
}
