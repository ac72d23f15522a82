using System;
using System.Security.Cryptography;
using System.Text;

namespace Pages;

public static class Keys
{
    public static string CacheKey(string url) => "page:" + Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(url)));

    public static string Signature(string body, byte[] secret)
    {
        using var mac = new HMACSHA256(secret);
        return Convert.ToHexString(mac.ComputeHash(Encoding.UTF8.GetBytes(body)));
    }

    public static bool IsKey(string text) => text.StartsWith("page:", StringComparison.Ordinal);
}
