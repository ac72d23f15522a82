using System.Threading.Tasks;
using FluentAssertions;
using Shop.Stock;
using Xunit;

namespace Shop.Tests;

public class StockServiceTests
{
    private readonly StockService _service = new(new InMemoryStock());

    [Fact]
    public async Task Reserve_lowers_the_stock()
    {
        await _service.AddAsync("sku-1", 5);
        await _service.ReserveAsync("sku-1", 2);
        (await _service.LevelAsync("sku-1")).Should().Be(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Reserve_refuses_bad_quantities(int quantity)
    {
        var act = () => _service.ReserveAsync("sku-1", quantity);
        await act.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }
}
