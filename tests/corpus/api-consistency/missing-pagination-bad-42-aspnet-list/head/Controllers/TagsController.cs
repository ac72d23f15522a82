using Microsoft.AspNetCore.Mvc;

namespace Depot.Api.Controllers;

[ApiController]
[Route("api/v1/tags")]
public class TagsController : ControllerBase
{
    private readonly ITagService _tags;

    public TagsController(ITagService tags) { _tags = tags; }

    [HttpGet]
    public async Task<ActionResult<List<TagDto>>> List()
        => Ok(await _tags.ListAsync());

    [HttpPost]
    public async Task<ActionResult<TagDto>> Create(CreateTag body)
    {
        var made = await _tags.CreateAsync(body);
        return CreatedAtAction(nameof(List), new { id = made.Id }, made);
    }

    [HttpPost("{id}/merge")]
    public async Task<IActionResult> Merge(int id, [FromBody] MergeTags body)
    {
        if (id == body.Other)
        {
            return Conflict(new { code = "same", message = "A tag cannot be merged with itself" });
        }
        await _tags.MergeAsync(id, body.Other);
        return NoContent();
    }
}
