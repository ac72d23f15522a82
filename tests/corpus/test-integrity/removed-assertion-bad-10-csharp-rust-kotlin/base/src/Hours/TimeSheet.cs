namespace Hours;

public class TimeSheet
{
    private readonly List<Entry> _entries = new();

    public void Add(DateOnly day, decimal hours)
    {
        if (hours > 24) throw new ArgumentOutOfRangeException(nameof(hours));
        _entries.Add(new Entry(day, hours));
    }

    public decimal Total() => _entries.Sum(e => e.Hours);
}
