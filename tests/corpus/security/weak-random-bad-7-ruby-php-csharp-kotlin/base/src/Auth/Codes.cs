using System;

namespace Auth;

public sealed class Codes
{
    public bool IsWellFormed(string code) => code.Length == 6;
}
