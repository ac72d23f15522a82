using Xunit;

public class WorkerTests
{
    [Fact]
    public async Task Works()
    {
        var worker = new Worker();
        worker.Start();
        await Task.Delay(1000);
        Assert.Equal(1, worker.Done);
    }
}
