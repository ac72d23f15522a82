using FluentAssertions;
using Moq;
using Shouldly;
using Xunit;

public class AmountTests
{
    [Fact]
    public void Adds() => (new Amount(1) + new Amount(2)).Should().Be(new Amount(3));

    [Fact]
    public void Reads() => Amount.Parse("3").ShouldBe(new Amount(3));

    [Fact]
    public void Tells_the_log()
    {
        var log = new Mock<ILog>();
        new Amount(3).Tell(log.Object);
        log.Verify(l => l.Info("amount"), Times.Once);
    }

    [Fact]
    public async Task Refuses_negatives()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Amount.FromAsync(-1));
    }
}
