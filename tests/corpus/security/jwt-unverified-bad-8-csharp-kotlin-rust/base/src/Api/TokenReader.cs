using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.Tokens;

namespace Acme.Api;

public sealed class TokenReader
{
    private readonly SecurityKey _key;

    public TokenReader(SecurityKey key) => _key = key;
}
