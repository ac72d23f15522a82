using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Shop.Api.Users;

namespace Shop.Api.Controllers;

[ApiController]
[Route("users")]
public sealed class UsersController(IUserService users) : ControllerBase
{
    [HttpGet("{id:int}")]
    [Authorize(Roles = "Admin")]
    public async Task<ActionResult<UserView>> Show(int id, CancellationToken token)
    {
        var user = await users.FindAsync(id, token);
        return user is null ? NotFound() : user;
    }

    [HttpDelete("{id:int}")]
    [Authorize(Roles = "Admin")]
    public async Task<IActionResult> Remove(int id, CancellationToken token)
    {
        await users.RemoveAsync(id, token);
        return NoContent();
    }
}
