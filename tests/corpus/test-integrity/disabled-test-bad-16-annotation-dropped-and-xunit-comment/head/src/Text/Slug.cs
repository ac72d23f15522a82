namespace Text;

public static class Slug
{
    private static readonly char[] Default = { ' ', '_' };

    public static string From(string text, char[]? separators = null) =>
        string.Join('-', text.ToLowerInvariant().Split(separators ?? Default));
}
