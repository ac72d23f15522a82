"""A Spring and an ASP.NET service that the examples of this family's rules change."""

from __future__ import annotations

from checks.rules import Example

_NAMES = ("Order", "Invoice", "Customer", "Warehouse", "Shipment")

_SPRING_CONTROLLER = """package shop.api;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/api/v1/{path}s")
public class {name}Controller {{
    private final {name}Repository repository;

    public {name}Controller({name}Repository repository) {{
        this.repository = repository;
    }}

    @GetMapping
    public Page<{name}Dto> list(Pageable pageable) {{
        return repository.findAll(pageable).map({name}Dto::of);
    }}

    @GetMapping("/{{id}}")
    public ResponseEntity<?> get(@PathVariable Long id) {{
        if (!repository.existsById(id)) {{
            return ResponseEntity.status(HttpStatus.NOT_FOUND).body(new ApiError("not_found", "No such {path}"));
        }}
        return ResponseEntity.ok({name}Dto.of(repository.getReferenceById(id)));
    }}

    @PostMapping
    public ResponseEntity<{name}Dto> create(@RequestBody {name}Request request) {{
        {name} saved = repository.save(new {name}(request.displayName()));
        return ResponseEntity.status(HttpStatus.CREATED).body({name}Dto.of(saved));
    }}
}}
"""
_SPRING_DTO = """package shop.api;

public record {name}Dto(Long id, String displayName, String createdAt) {{}}
"""

_ASPNET_CONTROLLER = """using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Shop.Api;

[ApiController]
[Route("api/v1/{path}s")]
public class {name}sController : ControllerBase
{{
    private readonly ShopContext _db;

    public {name}sController(ShopContext db) => _db = db;

    [HttpGet]
    public async Task<ActionResult<List<{name}>>> List([FromQuery] int page = 1, [FromQuery] int pageSize = 25)
    {{
        return await _db.{name}s.Skip((page - 1) * pageSize).Take(pageSize).ToListAsync();
    }}

    [HttpGet("{{id}}")]
    public async Task<IActionResult> Get(int id)
    {{
        var row = await _db.{name}s.FindAsync(id);
        if (row is null)
        {{
            return NotFound(new {{ code = "not_found", message = "No such {path}" }});
        }}
        return Ok(row);
    }}

    [HttpPost]
    public async Task<IActionResult> Create([FromBody] {name}Request body)
    {{
        var row = new {name} {{ Name = body.Name }};
        _db.{name}s.Add(row);
        await _db.SaveChangesAsync();
        return CreatedAtAction(nameof(Get), new {{ id = row.Id }}, row);
    }}
}}
"""


def _java(name: str) -> str:
    return f"src/main/java/shop/api/{name}.java"


def _spring_files(name: str) -> dict[str, str]:
    return {
        _java(f"{name}Controller"): _SPRING_CONTROLLER.format(name=name, path=name.lower()),
        _java(f"{name}Dto"): _SPRING_DTO.format(name=name),
    }


SPRING: dict[str, str] = {
    _java("ApiError"): "package shop.api;\n\npublic record ApiError(String code, String message) {}\n",
    **{path: text for name in _NAMES for path, text in _spring_files(name).items()},
}
"""Five controllers of one style."""

ASPNET: dict[str, str] = {
    f"Controllers/{name}sController.cs": _ASPNET_CONTROLLER.format(name=name, path=name.lower())
    for name in _NAMES
}
"""The same service in ASP.NET Core."""


def spring(*edits: tuple[str, str], note: str = "") -> Example:
    """A new controller beside the five, with the given texts in place of the usual ones."""
    return Example(base=SPRING, files={**SPRING, **_edited(_spring_files("Refund"), edits)}, note=note)


def spring_order(*edits: tuple[str, str], note: str = "") -> Example:
    """A change of the controller and the record that are there already."""
    return Example(base=SPRING, files={**SPRING, **_edited(_spring_files("Order"), edits)}, note=note)


def aspnet(*edits: tuple[str, str], note: str = "") -> Example:
    """A new ASP.NET controller beside the five."""
    text = _ASPNET_CONTROLLER.format(name="Refund", path="refund")
    files = _edited({"Controllers/RefundsController.cs": text}, edits)
    return Example(base=ASPNET, files={**ASPNET, **files}, note=note)


def _edited(files: dict[str, str], edits: tuple[tuple[str, str], ...]) -> dict[str, str]:
    for old, new in edits:
        if not any(old in text for text in files.values()):
            raise ValueError(f"nothing to replace: {old}")
        files = {path: text.replace(old, new, 1) for path, text in files.items()}
    return files
