using System;
using System.Security.Cryptography;

namespace Acme.Identity;

public sealed class PasswordHasher
{
    private const int SaltSize = 16;
}
