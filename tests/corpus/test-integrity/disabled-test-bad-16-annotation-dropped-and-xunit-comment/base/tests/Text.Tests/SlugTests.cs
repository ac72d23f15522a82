using Xunit;

namespace Text.Tests;

public class SlugTests
{
    [Fact]
    public void Words_are_joined()
    {
        Assert.Equal("hello-world", Slug.From("Hello World"));
    }

    [Fact]
    public void Spaces_are_dropped()
    {
        Assert.Equal("a-b", Slug.From("  a   b "));
    }
}
