"""Settings in forms of their own: XML, properties, Gradle and other brace blocks, SimpleCov, Rust attributes, lists by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from checks.test_integrity.setting import Setting, Value

_DEPTH = 40
_NODES = 8000
_NAMED_BY = ("artifactId", "id", "counter", "name")
"""Children that tell an element from its siblings of the same name."""


class Refused(ValueError):
    """A file that declares entities or is nested too deep is not read."""


@dataclass(slots=True)
class _Element:
    tag: str
    line: int
    attributes: dict[str, str]
    inner: list[_Element] = field(default_factory=list)
    text: str = ""

    def name(self) -> str:
        """The tag with what tells it from its siblings."""
        for key in ("name", "Include", "id", "ref", "key"):
            if key in self.attributes:
                return f"{self.tag}[{self.attributes[key]}]"
        for child in self.inner:
            if child.tag in _NAMED_BY and child.text.strip() and not child.inner:
                return f"{self.tag}[{child.text.strip()}]"
        return self.tag


def xml_settings(text: str) -> Iterator[Setting]:
    """Leaf elements and attributes; lists of ``;`` or ``,`` stay one text."""
    root = _Element("", 1, {})
    stack = [root]
    count = 0
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _NODES or len(stack) > _DEPTH:
            raise Refused("too large")
        element = _Element(tag.rpartition(":")[2], parser.CurrentLineNumber, attributes)
        stack[-1].inner.append(element)
        stack.append(element)

    def end(_tag: str) -> None:
        stack.pop()

    def words(data: str) -> None:
        stack[-1].text += data

    def entity(*_: object) -> None:
        raise Refused("declares an entity")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.EntityDeclHandler = entity
    lines = text.split("\n")
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise Refused(str(error)) from error
    variables = {
        c.tag: c.text.strip()
        for top in root.inner
        for holder in top.inner
        if holder.tag in ("properties", "PropertyGroup")
        for c in holder.inner
        if not c.inner
    }
    for top in root.inner:
        yield from _elements(top, (), variables, lines)


def _elements(
    element: _Element, path: tuple[str, ...], variables: dict[str, str], lines: list[str]
) -> Iterator[Setting]:
    here = (*path, element.name())
    for name, value in element.attributes.items():
        yield Setting((*here, "@" + name), typed(value), _attribute_line(element.line, name, lines))
    if not element.inner:
        text = element.text.strip()
        known = re.fullmatch(r"\$\{([\w.-]+)\}", text)
        if known:
            text = variables.get(known.group(1), text)
        value_now: Value = (
            tuple(p.strip() for p in text.split(";") if p.strip()) if ";" in text else typed(text)
        )
        yield Setting(here if element.text.strip() else (*here, "present"), value_now, element.line)
    leaves: dict[str, list[_Element]] = {}
    for child in element.inner:
        if not child.inner and not child.attributes:
            leaves.setdefault(child.tag, []).append(child)
    for child in element.inner:
        same = leaves.get(child.tag, [])
        if len(same) < 2 or child.inner or child.attributes:
            yield from _elements(child, here, variables, lines)
        elif child is same[0]:
            yield Setting((*here, child.tag), tuple(c.text.strip() for c in same), child.line)


def _attribute_line(line: int, name: str, lines: list[str]) -> int:
    """The line of an attribute of a tag that spans lines."""
    for number in range(line, min(line + 20, len(lines)) + 1):
        if re.search(rf"(?<![\w-]){re.escape(name)}\s*=", lines[number - 1]):
            return number
        if ">" in lines[number - 1]:
            break
    return line


def typed(text: str) -> Value:
    """A switch, a number (also a percentage) or the text."""
    low = text.strip().lower()
    if low in ("true", "yes", "on"):
        return True
    if low in ("false", "no", "off"):
        return False
    try:
        return float(low.removesuffix("%"))
    except ValueError:
        return text.strip()


def property_settings(text: str) -> Iterator[Setting]:
    """``key=value`` lines; the whole key is one part of the path."""
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r"\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$", line)
        if match and not line.lstrip().startswith(("#", "!")):
            value = match.group(2)
            many = tuple(p.strip() for p in value.split(",") if p.strip())
            yield Setting((match.group(1),), many if "exclusions" in match.group(1) else typed(value), number)


def line_settings(text: str) -> Iterator[Setting]:
    """A file that is one list: a line an entry."""
    entries = [
        line.split("#")[0].strip() for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]  # fmt: skip
    yield Setting(("entries",), tuple(e for e in entries if e), 1)


_OPENS = re.compile(
    r"""^\s*(?:[\w.]+\s*\.\s*)?(\w+)(?:<[\w<>]+>)?(?:\(\s*["']?([\w:.-]*)["']?[^{]*\))?[^{}=]*\{"""
)
_SETS = re.compile(
    r"^\s*(?:[\w.]+\.)?(?:is)?([A-Za-z]\w*)\s*(?:=|\.set\s*\(|\s(?=[\w'\"]))\s*(.+?)\s*\)?\s*;?$"
)
_QUOTED = re.compile(r"""["']([^"']*)["']""")


def block_settings(text: str) -> Iterator[Setting]:
    """Settings in brace blocks: Gradle in Groovy and Kotlin. Read line by line, never run."""
    stack: list[str] = []
    flags: list[str] = []
    flags_line = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = re.sub(r"(?<!:)//.*$", "", raw)
        opened = _OPENS.match(line)
        if "compilerArgs" in line or "freeCompilerArgs" in line:
            found = _QUOTED.findall(line)
            flags += found
            flags_line = flags_line or number
        elif opened is None:
            match = _SETS.match(line)
            if match and not match.group(2).startswith("="):
                value = match.group(2)
                quoted = _QUOTED.match(value)
                name = match.group(1)
                name = name[:1].lower() + name[1:]
                yield Setting((*stack, name), typed(quoted.group(1) if quoted else value), number)
        rises = line.count("{")
        falls = line.count("}")
        if rises and opened:
            stack.append(opened.group(1))
            rises -= 1
        stack += [""] * max(0, rises)
        if falls:
            del stack[max(0, len(stack) - falls) :]
    if flags:
        yield Setting(("compilerArgs",), tuple(flags), flags_line)


_SIMPLECOV = re.compile(
    r"\b(minimum_coverage(?:_by_file|_by_group)?|maximum_coverage_drop)\b\s*=?\s*\(?\s*(.*)$"
)


def simplecov_settings(text: str) -> Iterator[Setting]:
    """The thresholds that a Ruby test helper sets."""
    if "SimpleCov" not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = _SIMPLECOV.search(re.sub(r"#.*$", "", line))
        if match is None:
            continue
        named = re.findall(r"(\w+)[:\"]?\s*(?::|=>)\s*(\d+(?:\.\d+)?)", match.group(2))
        plain = re.match(r"\d+(?:\.\d+)?", match.group(2))
        for name, value in named or ([("line", plain.group(0))] if plain else []):
            yield Setting(("simplecov", match.group(1), name), float(value), number)


_ATTRIBUTE = re.compile(r"^\s*#!\[\s*(forbid|deny|warn|allow|expect)\s*\(([^)]*)\)")


def crate_settings(text: str) -> Iterator[Setting]:
    """The lint levels that a crate sets for itself."""
    for number, line in enumerate(text.split("\n"), 1):
        match = _ATTRIBUTE.match(line)
        if match:
            for name in match.group(2).split(","):
                if name.strip() and "=" not in name:
                    yield Setting(("crate", name.strip()), match.group(1), number)


def owner_settings(text: str) -> Iterator[Setting]:
    """CODEOWNERS: the owners of each pattern."""
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split("#")[0].split()
        if words and not words[0].startswith("["):
            yield Setting(("owners", words[0]), tuple(words[1:]), number)
