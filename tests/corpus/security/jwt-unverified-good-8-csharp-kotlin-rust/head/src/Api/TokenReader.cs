using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
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
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        ValidAlgorithms = new[] { SecurityAlgorithms.RsaSha256 },
        IssuerSigningKey = _key,
    };

    public ClaimsPrincipal Read(string token, string issuer) =>
        new JwtSecurityTokenHandler().ValidateToken(token, Parameters(issuer), out _);
}
