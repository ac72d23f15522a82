using System;
using System.Security.Cryptography;
using System.Text;

namespace Pay;

public sealed class Signer
{
    private readonly string _secret;

    public Signer(string secret) => _secret = secret;

    public string Signature(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body + _secret);
        return Convert.ToHexString(MD5.HashData(bytes));
    }
}
