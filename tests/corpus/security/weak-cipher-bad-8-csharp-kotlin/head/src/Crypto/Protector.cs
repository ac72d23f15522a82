using System.Security.Cryptography;
using System.Text;

namespace Acme.Crypto;

public sealed class Protector
{
    private readonly byte[] _key;

    public Protector(byte[] key) => _key = key;

    /// <summary>Encrypts a note.</summary>
    public byte[] Protect(string text)
    {
        using var aes = Aes.Create();
        aes.Key = _key;
        aes.Mode = CipherMode.ECB;
        using var encryptor = aes.CreateEncryptor();
        var plain = Encoding.UTF8.GetBytes(text);
        return encryptor.TransformFinalBlock(plain, 0, plain.Length);
    }

    /// <summary>Encrypts for the old terminal.</summary>
    public byte[] ProtectForTerminal(byte[] plain, byte[] iv)
    {
        using var des = TripleDES.Create();
        using var encryptor = des.CreateEncryptor(_key, iv);
        return encryptor.TransformFinalBlock(plain, 0, plain.Length);
    }
}
