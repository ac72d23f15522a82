public class Basket
{
    public List<Line> Lines { get; } = new();
    public DateTime? CreatedAt { get; } = DateTime.UtcNow;

    public void Add(string sku, int quantity) => Lines.Add(new Line(sku.Trim(), quantity));
}
