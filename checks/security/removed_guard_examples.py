"""Examples of removed-guard in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

_JAVA = """\
package shop;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/users")
class UserController {
    private final UserRepository users;

    @PreAuthorize("hasRole('ADMIN')")
    @DeleteMapping("/{id}")
    void delete(@PathVariable long id) {
        users.deleteById(id);
    }

    @PutMapping("/{id}")
    User update(@PathVariable long id, @RequestBody UserChange change, Principal principal) {
        User user = users.getReferenceById(id);
        if (!user.getName().equals(principal.getName())) {
            throw new AccessDeniedException("not yours");
        }
        user.setEmail(change.email());
        return users.save(user);
    }
}
"""
_CSHARP = """\
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("users")]
public class UsersController : ControllerBase
{
    [Authorize(Roles = "Admin")]
    [HttpDelete("{id}")]
    public IActionResult Delete(int id)
    {
        _users.Remove(id);
        return NoContent();
    }

    [HttpPut("{id}")]
    public IActionResult Update(int id, UserChange change)
    {
        var user = _users.Find(id);
        if (user.OwnerId != User.GetId())
        {
            return Forbid();
        }
        user.Email = change.Email;
        return Ok(user);
    }
}
"""
_RUBY = """\
class UsersController < ApplicationController
  before_action :authenticate_user!
  before_action :require_admin, only: [:destroy]

  def destroy
    User.find(params[:id]).destroy
    head :no_content
  end

  def update
    user = User.find(params[:id])
    return head :forbidden unless user.owner_id == current_user.id

    user.update!(email: params[:email])
    render json: user
  end
end
"""
_PHP = """\
<?php

class UserController extends Controller
{
    public function __construct()
    {
        $this->middleware('auth');
    }

    public function destroy(User $user)
    {
        $this->authorize('delete', $user);
        $user->delete();
        return response()->noContent();
    }

    public function update(Request $request, User $user)
    {
        abort_unless($request->user()->isAdmin(), 403);
        $user->update(['email' => $request->input('email')]);
        return $user;
    }
}
"""
_KOTLIN = """\
package shop

@RestController
class UserController(private val users: UserRepository) {
    @PreAuthorize("hasRole('ADMIN')")
    @DeleteMapping("/users/{id}")
    fun delete(@PathVariable id: Long) {
        users.deleteById(id)
    }
}
"""
_RUST = """\
pub async fn delete_user(user: AuthUser, State(db): State<Db>, Path(id): Path<i64>) -> Result<StatusCode, AppError> {
    if !user.is_admin {
        return Err(AppError::Forbidden);
    }
    db.delete_user(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
"""


def _without(text: str, *gone: str) -> str:
    for part in gone:
        assert part in text
        text = text.replace(part, "")
    return text


BAD = (
    Example(
        {
            "src/main/java/shop/UserController.java": _without(
                _JAVA,
                "    @PreAuthorize(\"hasRole('ADMIN')\")\n",
                "        if (!user.getName().equals(principal.getName())) {\n"
                '            throw new AccessDeniedException("not yours");\n        }\n',
            )
            .replace('@DeleteMapping("/{id}")', '@DeleteMapping("/{id}")  // <-- here')
            .replace("change.email());", "change.email());  // <-- here")
        },
        base={"src/main/java/shop/UserController.java": _JAVA},
        sites=2,
    ),
    Example(
        {
            "Shop/UsersController.cs": _without(
                _CSHARP,
                '    [Authorize(Roles = "Admin")]\n',
                "        if (user.OwnerId != User.GetId())\n        {\n            return Forbid();\n        }\n",
            )
            .replace('[HttpDelete("{id}")]', '[HttpDelete("{id}")]  // <-- here')
            .replace("change.Email;", "change.Email;  // <-- here")
        },
        base={"Shop/UsersController.cs": _CSHARP},
        sites=2,
    ),
    Example(
        {
            "app/controllers/users_controller.rb": _without(
                _RUBY,
                "  before_action :require_admin, only: [:destroy]\n\n",
                "    return head :forbidden unless user.owner_id == current_user.id\n\n",
            )
            .replace("  def destroy\n", "  def destroy # <-- here\n")
            .replace("params[:email])\n", "params[:email]) # <-- here\n")
        },
        base={"app/controllers/users_controller.rb": _RUBY},
        sites=2,
    ),
    Example(
        {
            "src/UserController.php": _without(
                _PHP,
                "        $this->authorize('delete', $user);\n",
                "        abort_unless($request->user()->isAdmin(), 403);\n",
            )
            .replace("$user->delete();", "$user->delete();  // <-- here")
            .replace("$request->input('email')]);", "$request->input('email')]);  // <-- here")
        },
        base={"src/UserController.php": _PHP},
        sites=2,
    ),
    Example(
        {
            "src/main/kotlin/shop/UserController.kt": _without(
                _KOTLIN, "    @PreAuthorize(\"hasRole('ADMIN')\")\n"
            ).replace('@DeleteMapping("/users/{id}")', '@DeleteMapping("/users/{id}")  // <-- here')
        },
        base={"src/main/kotlin/shop/UserController.kt": _KOTLIN},
        sites=1,
    ),
    Example(
        {
            "src/users.rs": _without(
                _RUST, "    if !user.is_admin {\n        return Err(AppError::Forbidden);\n    }\n"
            ).replace("db.delete_user(id).await?;", "db.delete_user(id).await?; // <-- here")
        },
        base={"src/users.rs": _RUST},
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/UserController.java": _without(
                _JAVA, "    @PreAuthorize(\"hasRole('ADMIN')\")\n"
            ).replace("@RestController\n", "@RestController\n@PreAuthorize(\"hasRole('ADMIN')\")\n")
        },
        base={"src/main/java/shop/UserController.java": _JAVA},
        note="moved to the class",
    ),
    Example(
        {
            "Shop/UsersController.cs": _CSHARP.replace(
                '[Authorize(Roles = "Admin")]', '[Authorize(Policy = "AdminOnly")]'
            )
        },
        base={"Shop/UsersController.cs": _CSHARP},
        note="replaced by an equal one",
    ),
    Example(
        {
            "app/controllers/users_controller.rb": _RUBY.replace(
                "before_action :require_admin, only", "before_action :require_owner, only"
            )
        },
        base={"app/controllers/users_controller.rb": _RUBY},
        note="replaced by an equal one",
    ),
    Example(
        {
            "src/UserController.php": _PHP.replace(
                "$this->authorize('delete', $user);", "Gate::authorize('delete', $user);"
            )
        },
        base={"src/UserController.php": _PHP},
        note="the same by another way",
    ),
    Example(
        {
            "src/main/kotlin/shop/UserController.kt": _without(
                _KOTLIN, _KOTLIN[_KOTLIN.index("    @Pre") : -2]
            )
        },
        base={"src/main/kotlin/shop/UserController.kt": _KOTLIN},
        note="the guarded code went too",
    ),
    Example(
        {"src/users.rs": _RUST.replace("!user.is_admin", "!user.is_admin()")},
        base={"src/users.rs": _RUST},
        note="rewritten",
    ),
)
