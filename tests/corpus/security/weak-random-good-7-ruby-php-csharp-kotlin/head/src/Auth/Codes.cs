using System;
using System.Security.Cryptography;

namespace Auth;

public sealed class Codes
{
    public string NewVerificationCode() => RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("D6");

    public TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds(100 * attempt + Random.Shared.Next(50));

    public bool IsWellFormed(string code) => code.Length == 6;
}
