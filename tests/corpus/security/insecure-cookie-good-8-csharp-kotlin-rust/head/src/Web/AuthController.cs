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
        Response.Cookies.Append("access_token", pair.Access, Options(TimeSpan.FromMinutes(15)));
        Response.Cookies.Append("culture", credentials.Culture);
        return NoContent();
    }

    [HttpPost("logout")]
    public IActionResult Logout()
    {
        Response.Cookies.Delete("access_token");
        return NoContent();
    }

    private static CookieOptions Options(TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        MaxAge = lifetime,
    };
}
