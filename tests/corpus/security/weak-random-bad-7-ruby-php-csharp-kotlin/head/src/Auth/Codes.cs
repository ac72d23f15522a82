using System;

namespace Auth;

public sealed class Codes
{
    private readonly Random _random = new();

    public string NewVerificationCode()
    {
        var verificationCode = _random.Next(100000, 1000000);
        return verificationCode.ToString();
    }

    public bool IsWellFormed(string code) => code.Length == 6;
}
