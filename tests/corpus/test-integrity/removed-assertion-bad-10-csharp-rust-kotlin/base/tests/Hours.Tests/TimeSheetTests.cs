using Xunit;

namespace Hours.Tests;

public class TimeSheetTests
{
    [Fact]
    public void Total_sums_the_days()
    {
        var sheet = new TimeSheet();
        sheet.Add(new DateOnly(2026, 1, 5), 7.5m);
        sheet.Add(new DateOnly(2026, 1, 6), 8m);
        Assert.Equal(15.5m, sheet.Total());
    }

    [Fact]
    public void A_day_has_24_hours()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeSheet().Add(new DateOnly(2026, 1, 5), 25));
    }
}
