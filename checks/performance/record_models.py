"""What the models of ActiveRecord and Eloquent declare: their relations, and which are loaded with every query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.views import RepoView

_RUBY = re.compile(
    r"^[ \t]*(?P<kind>belongs_to|has_one|has_many|has_and_belongs_to_many)\s*\(?\s*:(?P<name>\w+)(?P<rest>[^\n]*(?:,\s*\n[^\n]*)*)",
    re.MULTILINE,
)
_RUBY_CLASS = re.compile(r"class_name:\s*['\"](?:::)?([\w:]+)['\"]")
_PHP = re.compile(
    r"function\s+(?P<name>\w+)\s*\(\s*\)[^{;]*\{[^{}]*?\$this\s*->\s*(?P<kind>belongsTo|hasOne|hasMany|belongsToMany|hasManyThrough"
    r"|hasOneThrough|morphTo|morphOne|morphMany|morphToMany|morphedByMany)\s*\(\s*(?:(?P<target>\\?[\w\\]+)::class)?"
)
_PHP_WITH = re.compile(r"\$with\s*=\s*\[([^\]]*)\]")
_TO_ONE = frozenset({"belongs_to", "has_one", "belongsTo", "hasOne", "hasOneThrough", "morphTo", "morphOne"})
_LOADS_ALL = re.compile(r"\b(?:goldiloader|ar_lazy_preload|jit_preloader)\b")


@dataclass(frozen=True, slots=True)
class Relation:
    """``many`` rows or one of ``target`` (a class name, "" when it may be of several)."""

    name: str
    many: bool
    target: str


@dataclass(frozen=True, slots=True)
class RecordModel:
    """A model's file: its relations by name, and its text for scopes, methods and what is loaded by default."""

    name: str
    text: str
    relations: Mapping[str, Relation]

    @property
    def always_loaded(self) -> str:
        """The declarations that load relations with every query."""
        found = _PHP_WITH.findall(self.text)
        found += re.findall(r"^\s*default_scope\b[^\n]*", self.text, re.MULTILINE)
        return "\n".join(f"with {f}" for f in found)

    def scope(self, name: str) -> str | None:
        """The text of a scope or class method of that name."""
        found = re.search(
            rf"^[ \t]*scope\s*\(?\s*:{re.escape(name)}\b[^\n]*(?:\n[ \t]+\.[^\n]*)*|^([ \t]*)def\s+self\.{re.escape(name)}\b.*?^\1end\b"
            rf"|function\s+scope{re.escape(name[:1].upper() + name[1:])}\s*\(.*?\n\s*\}}",
            self.text,
            re.MULTILINE | re.DOTALL,
        )
        if found is None and name.removeprefix("not_") in self._enumerated:
            return name
        return None if found is None else found.group(0)

    @property
    def _enumerated(self) -> set[str]:
        """Members of ``enum``: Rails makes a scope of each."""
        found = re.findall(r"^[ \t]*enum\b([^\n]*(?:[{\[,][ \t]*\n[^\n]*)*)", self.text, re.MULTILINE)
        return {word for text in found for word in re.findall(r"\w+", text)}

    def method(self, name: str) -> str | None:
        """The body of a method that an object of the model answers to, or the relation it is delegated to."""
        found = re.search(
            rf"^([ \t]*)def\s+{re.escape(name)}\b(.*?)^\1end\b", self.text, re.MULTILINE | re.DOTALL
        )
        if found is not None:
            return found.group(2)
        for given, to in re.findall(
            r"^[ \t]*delegate\s+([^\n]*?(?:,\s*\n[^\n]*?)*)\bto:\s*:(\w+)", self.text, re.MULTILINE
        ):
            names = set(re.findall(r":(\w+)", given))
            if name in names or (name.startswith(f"{to}_") and name[len(to) + 1 :] in names):
                return f"{to}.{name}"
        return None


_KEPT: WeakKeyDictionary[RepoView, dict[str, RecordModel | None]] = WeakKeyDictionary()


def record_model(repo: RepoView, language: str, name: str, near: str) -> RecordModel | None:
    """The model of that class name, looked for where the framework keeps models; ``near`` is the path of who asks."""
    kept = _KEPT.setdefault(repo, {})
    name = name.replace("\\", "/").replace("::", "/").strip("/")
    key = f"{language} {name} {near.partition('app/')[0]}"
    if key not in kept:
        kept[key] = _read(repo, language, name, near)
    return kept[key]


def loads_all(repo: RepoView, language: str, near: str) -> bool:
    """Whether the application has relations loaded for whole lists by itself."""
    root = near.partition("app/")[0] if "app/" in near else ""
    if language == "ruby":
        return _LOADS_ALL.search(repo.text(f"{root}Gemfile") or repo.text("Gemfile") or "") is not None
    provider = repo.text(f"{root}app/Providers/AppServiceProvider.php") or ""
    return "automaticallyEagerLoadRelationships" in provider


def _read(repo: RepoView, language: str, name: str, near: str) -> RecordModel | None:
    root = near.partition("app/")[0] if "app/" in near else ""
    last = name.rpartition("/")[2]
    places = (
        [f"app/models/{snake_path(name)}.rb"]
        if language == "ruby"
        else [f"app/Models/{last}.php", f"app/{name.removeprefix('App/')}.php", f"app/{last}.php"]
    )
    for place in dict.fromkeys(f"{start}{p}" for p in places for start in (root, "")):
        text = repo.text(place)
        if text is not None:
            return RecordModel(last, text, _ruby(text) if language == "ruby" else _php(text))
    return None


def _ruby(text: str) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    for match in _RUBY.finditer(text):
        name, rest = match.group("name"), match.group("rest")
        named = _RUBY_CLASS.search(rest)
        target = named.group(1) if named else "" if "polymorphic:" in rest else class_of(name)
        found[name] = Relation(name, match.group("kind") not in _TO_ONE, target)
    return found


def _php(text: str) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    for match in _PHP.finditer(text):
        target = (match.group("target") or "").rpartition("\\")[2]
        found[match.group("name")] = Relation(match.group("name"), match.group("kind") not in _TO_ONE, target)
    return found


def snake_path(name: str) -> str:
    """``Admin/OrderLine`` as ``admin/order_line``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def class_of(relation: str) -> str:
    """The class that a relation's or table's name stands for: ``order_lines`` is of ``OrderLine``."""
    return "".join(part.capitalize() for part in re.split(r"_|(?=[A-Z])", singular(relation)) if part)


def singular(word: str) -> str:
    """The singular of a regular plural."""
    if word.endswith("people"):
        return word[:-6] + "person"
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh|us)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word
