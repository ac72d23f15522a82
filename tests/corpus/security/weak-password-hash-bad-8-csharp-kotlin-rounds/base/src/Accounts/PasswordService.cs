using System;
using System.Security.Cryptography;

namespace Acme.Accounts;

public sealed class PasswordService
{
    private const int SaltSize = 16;
    private const int KeySize = 32;
}
