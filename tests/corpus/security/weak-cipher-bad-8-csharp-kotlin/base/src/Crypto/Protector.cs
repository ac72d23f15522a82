using System.Security.Cryptography;
using System.Text;

namespace Acme.Crypto;

public sealed class Protector
{
    private readonly byte[] _key;

    public Protector(byte[] key) => _key = key;
}
