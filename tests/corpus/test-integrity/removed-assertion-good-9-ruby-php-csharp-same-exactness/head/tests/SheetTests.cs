using NUnit.Framework;

[TestFixture]
public class SheetTests
{
    [Test]
    public void Totals()
    {
        var sheet = new Sheet();
        sheet.Add(7.5m);
        Assert.That(sheet.Total(), Is.EqualTo(7.5m));
        Assert.That(sheet.HasEntries, Is.True);
    }
}
