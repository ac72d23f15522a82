namespace Hours;

public class TimeSheet
{
    private readonly List<Entry> _entries = new();

    public void Add(DateOnly day, decimal hours)
    {
        var rounded = Math.Round(hours * 4, MidpointRounding.ToEven) / 4;
        _entries.Add(new Entry(day, rounded));
    }

    public decimal Total() => _entries.Sum(e => e.Hours);
}
