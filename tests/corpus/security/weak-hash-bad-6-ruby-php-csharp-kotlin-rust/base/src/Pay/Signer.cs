using System;
using System.Text;

namespace Pay;

public sealed class Signer
{
    private readonly string _secret;

    public Signer(string secret) => _secret = secret;
}
