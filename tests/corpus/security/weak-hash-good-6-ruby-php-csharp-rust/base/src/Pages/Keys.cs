using System;

namespace Pages;

public static class Keys
{
    public static bool IsKey(string text) => text.StartsWith("page:", StringComparison.Ordinal);
}
