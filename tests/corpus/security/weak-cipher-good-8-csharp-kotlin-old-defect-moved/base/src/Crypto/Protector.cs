using System;
using System.Security.Cryptography;

namespace Acme.Crypto;

public sealed class Protector
{
    private readonly byte[] _key;

    public Protector(byte[] key) => _key = key;

    public byte[] ForTerminal(byte[] plain, byte[] iv)
    {
        using var des = TripleDES.Create();
        using var encryptor = des.CreateEncryptor(_key, iv);
        return encryptor.TransformFinalBlock(plain, 0, plain.Length);
    }
}
