using System;
using System.Linq;
using System.Security.Cryptography;

public class Tokens
{
    private static readonly Random Rng = new Random();
    private const string Chars = "ABCDEF";

    public string GeneratePassword(int length)
    {
        return new string(Enumerable.Repeat(Chars, length).Select(s => s[Rng.Next(s.Length)]).ToArray());
    }

    public byte[] Salt()
    {
        var salt = new byte[16];
        new Random().NextBytes(salt);
        return salt;
    }

    public string Otp() => Random.Shared.Next(0, 999999).ToString("D6");

    public int Die() => Rng.Next(1, 7);

    public byte[] Key() => RandomNumberGenerator.GetBytes(32);
}
