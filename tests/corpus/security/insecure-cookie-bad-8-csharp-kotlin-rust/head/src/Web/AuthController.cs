using System;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Acme.Web;

[ApiController]
[Route("auth")]
public sealed class AuthController : ControllerBase
{
    private readonly TokenIssuer _tokens;

    public AuthController(TokenIssuer tokens) => _tokens = tokens;

    [HttpPost("login")]
    public IActionResult Login(Credentials credentials)
    {
        var pair = _tokens.Issue(credentials);
        if (pair is null)
        {
            return Unauthorized();
        }
        Response.Cookies.Append("access_token", pair.Access, new CookieOptions
        {
            HttpOnly = false,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Expires = DateTimeOffset.UtcNow.AddMinutes(15),
        });
        return NoContent();
    }
}
