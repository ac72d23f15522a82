using Xunit;

public class SheetTests
{
    private readonly Sheet _sheet = new();

    [Fact]
    public void TotalIsZeroAtFirst()
    {
        Assert.Equal(0m, _sheet.Total());
    }

    [Theory]
    [InlineData(7.5)]
    [InlineData(8)]
    public void AddsHours(decimal hours)
    {
        _sheet.Add(hours);
        Assert.Equal(hours, _sheet.Total());
    }
}
