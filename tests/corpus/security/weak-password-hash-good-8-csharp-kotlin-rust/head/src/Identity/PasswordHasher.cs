using System;
using System.Security.Cryptography;

namespace Acme.Identity;

public sealed class PasswordHasher
{
    private const int SaltSize = 16;
    private const int KeySize = 32;
    private const int Iterations = 210_000;

    public string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var key = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, KeySize);
        return $"{Convert.ToHexString(salt)}.{Convert.ToHexString(key)}";
    }

    public bool Verify(string password, string stored)
    {
        var parts = stored.Split('.', 2);
        var key = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromHexString(parts[0]), Iterations, HashAlgorithmName.SHA512, KeySize);
        return CryptographicOperations.FixedTimeEquals(key, Convert.FromHexString(parts[1]));
    }
}
