using NUnit.Framework;

[TestFixture]
public class SheetTests
{
    private Sheet _sheet = null!;

    [SetUp]
    public void SetUp() => _sheet = new Sheet();

    [Test]
    public void TotalIsZeroAtFirst()
    {
        Assert.AreEqual(0m, _sheet.Total());
    }

    [TestCase(7.5)]
    [TestCase(8)]
    public void AddsHours(decimal hours)
    {
        _sheet.Add(hours);
        Assert.That(_sheet.Total(), Is.EqualTo(hours));
    }
}
