"""JSON names of the members of Java, C# and Go types."""

from __future__ import annotations

import re

from checks.api_consistency.model import Field, Place
from checks.syntax.model import Assign, Call, Class, Expr, Literal, Module, Name, dotted

_REQUIRED = frozenset(
    {"NotNull", "NotBlank", "NotEmpty", "NonNull", "Required", "BindRequired", "JsonRequired"}
)
_LEFT_OUT = frozenset({"JsonIgnore", "Transient", "IgnoreDataMember"})
_SNAKE_CLASS = re.compile(r"@JsonNaming\([^)]*Snake", re.IGNORECASE)
_PLUMBING = re.compile(
    r"(?:Service|Repository|Repo|Client|Mapper|Logger|Dao|Template|Factory|Handler|Provider|Context)\b"
)
_TAG = re.compile(r'\bjson:"([^"]*)"')
_GO_REQUIRED = re.compile(r'\b(?:binding|validate):"[^"]*\brequired\b')


def java_fields(cls: Class, module: Module, file: str, place: str) -> dict[str, Field]:
    """Components of a record, or the private and public fields of a bean that are no constants."""
    snake = bool(_SNAKE_CLASS.search(module.text(cls).partition("{")[0]))
    found: dict[str, Field] = {}
    for member in cls.body.items:
        if not isinstance(member, Assign) or not member.annotation:
            continue
        name = next((t.id for t in member.targets if isinstance(t, Name)), "")
        marks = _marks(member.decorators)
        head = module.text(member).partition("=")[0]
        if not name or _LEFT_OUT & marks.keys() or re.search(r"\b(?:static|transient)\b", head):
            continue
        if _PLUMBING.search(member.annotation) or name.isupper():
            continue
        wire = _text(marks.get("JsonProperty")) or _text(marks.get("SerializedName")) or name
        if snake and wire == name:
            wire = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
        required = bool(_REQUIRED & marks.keys())
        found[wire] = Field(
            wire, place, required, member.annotation, Place(file, member.line, member.end_line)
        )
    return found


def csharp_fields(cls: Class, module: Module, file: str, place: str) -> dict[str, Field]:
    """Public properties and the components of a record, by the names that System.Text.Json gives them."""
    found: dict[str, Field] = {}
    for member in cls.body.items:
        if not isinstance(member, Assign) or not member.annotation:
            continue
        name = next((t.id for t in member.targets if isinstance(t, Name)), "")
        marks = _marks(member.decorators)
        head = module.text(member)
        if not name or not name[:1].isupper() or _LEFT_OUT & marks.keys():
            continue
        if re.search(r"\b(?:static|private|const|protected)\b", head.partition("{")[0]):
            continue
        wire = (
            _text(marks.get("JsonPropertyName"))
            or _text(marks.get("JsonProperty"))
            or name[0].lower() + name[1:]
        )
        required = bool(_REQUIRED & marks.keys()) or bool(re.search(r"\brequired\b", head.partition("{")[0]))
        found[wire] = Field(
            wire, place, required, member.annotation, Place(file, member.line, member.end_line)
        )
    return found


def go_fields(cls: Class, module: Module, file: str, place: str) -> tuple[Field, ...] | None:
    """Members with a ``json`` tag; None for a struct without one, which is no body."""
    found: list[Field] = []
    for member in cls.body.items:
        if not isinstance(member, Assign) or not isinstance(member.value, Literal):
            continue
        tag = str(member.value.value)
        match = _TAG.search(tag)
        name = match.group(1).partition(",")[0] if match is not None else ""
        if name and name != "-":
            at = Place(file, member.line, member.end_line)
            found.append(Field(name, place, bool(_GO_REQUIRED.search(tag)), member.annotation, at))
    return tuple(found) or None


def _marks(decorators: list[Expr]) -> dict[str, Expr]:
    return {dotted(d.callee if isinstance(d, Call) else d).rpartition(".")[2]: d for d in decorators}


def _text(annotation: Expr | None) -> str:
    if not isinstance(annotation, Call):
        return ""
    given = annotation.keyword("value") or annotation.positional(0)
    return given.value if isinstance(given, Literal) and isinstance(given.value, str) else ""
