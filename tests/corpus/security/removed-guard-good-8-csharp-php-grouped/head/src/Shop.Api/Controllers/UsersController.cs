using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Shop.Api.Users;

namespace Shop.Api.Controllers;

[ApiController]
[Route("users")]
[Authorize(Roles = "Admin")]
public sealed class UsersController(IUserService users) : ControllerBase
{
    [HttpGet("{id:int}")]
    public async Task<ActionResult<UserView>> Show(int id, CancellationToken token)
    {
        var user = await users.FindAsync(id, token);
        return user is null ? NotFound() : user;
    }

    [HttpDelete("{id:int}")]
    [Authorize(Policy = "RemoveUsers")]
    public async Task<IActionResult> Remove(int id, CancellationToken token)
    {
        await users.RemoveAsync(id, token);
        return NoContent();
    }
}
