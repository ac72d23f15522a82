using System;
using System.Security.Cryptography;

namespace Acme.Crypto;

public sealed class Protector
{
    private readonly byte[] _key;

    public Protector(byte[] key) => _key = key;

    /// <summary>Encrypts and authenticates.</summary>
    public byte[] Protect(byte[] plain)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var sealedText = new byte[plain.Length];
        using var aes = new AesGcm(_key, tag.Length);
        aes.Encrypt(nonce, plain, sealedText, tag);
        var result = new byte[nonce.Length + tag.Length + sealedText.Length];
        nonce.CopyTo(result, 0);
        tag.CopyTo(result, nonce.Length);
        sealedText.CopyTo(result, nonce.Length + tag.Length);
        return result;
    }

    public byte[] ForTerminal(byte[] plain, byte[] iv)
    {
        ArgumentNullException.ThrowIfNull(plain);
        using var des = TripleDES.Create();
        using var encryptor = des.CreateEncryptor(_key, iv);
        return encryptor.TransformFinalBlock(plain, 0, plain.Length);
    }
}
