using NUnit.Framework;

[TestFixture]
public class SheetTests
{
    [Test]
    public void Totals()
    {
        var sheet = new Sheet();
        sheet.Add(7.5m);
        Assert.AreEqual(7.5m, sheet.Total());
        Assert.IsTrue(sheet.HasEntries);
    }
}
