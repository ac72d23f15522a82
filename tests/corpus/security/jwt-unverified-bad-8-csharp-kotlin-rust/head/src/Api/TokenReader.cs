using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.Tokens;

namespace Acme.Api;

public sealed class TokenReader
{
    private readonly SecurityKey _key;

    public TokenReader(SecurityKey key) => _key = key;

    /// <summary>Parameters for tokens of partners.</summary>
    public TokenValidationParameters Parameters(string issuer) => new()
    {
        ValidateIssuer = true,
        ValidIssuer = issuer,
        ValidateAudience = true,
        ValidAudience = "acme-api",
        RequireSignedTokens = false,
        IssuerSigningKey = _key,
    };

    /// <summary>The user of a token.</summary>
    public string Subject(string token)
    {
        var parsed = new JwtSecurityTokenHandler().ReadJwtToken(token);
        return parsed.Subject;
    }
}
