using Xunit;

public class TimeoutTests
{
    [Fact]
    public async Task Gives_up()
    {
        var client = new Client(handler: async (_, token) => { await Task.Delay(Timeout.Infinite, token); return null!; });
        await Assert.ThrowsAsync<TimeoutException>(() => client.GetAsync("/"));
    }
}
