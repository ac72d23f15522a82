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
}
