"""GitHub Actions files as data: triggers, jobs and steps, each text with the lines it stands on.

Reads workflows, reusable workflows and composite actions. What is no workflow gives None; nothing is ever built from a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import yaml

SIZE_LIMIT_CHARACTERS = 256 * 1024
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_STEP_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar: its value, its key's line (or its own), its last line, and the expressions in it with their lines."""

    value: str
    line: int
    end_line: int
    expressions: tuple[tuple[str, int], ...] = ()


Texts = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a job or of a composite action."""

    line: int
    end_line: int
    id: str = ""
    uses: Text | None = None
    run: Text | None = None
    condition: str = ""
    given: Texts = field(default_factory=dict)
    """What stands under ``with``."""
    env: Texts = field(default_factory=dict)
    directory: str = ""

    @property
    def action(self) -> str:
        """Lower-case name of the action without its version; empty for a run step."""
        return "" if self.uses is None else self.uses.value.partition("@")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Job:
    """One job; ``uses`` where it calls a reusable workflow. A composite action is one job without a name."""

    name: str
    line: int
    steps: tuple[Step, ...] = ()
    uses: Text | None = None
    given: Texts = field(default_factory=dict)
    inherits_secrets: Text | None = None
    secrets: Texts = field(default_factory=dict)
    condition: str = ""
    env: Texts = field(default_factory=dict)
    outputs: Texts = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    environment: str = ""
    permissions: Text | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """One event of ``on``."""

    name: str
    line: int
    types: tuple[str, ...] = ()
    branches: bool = False
    """Whether it is narrowed to branches."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """A whole file. ``permissions`` only where it is one word."""

    triggers: tuple[Trigger, ...] = ()
    jobs: tuple[Job, ...] = ()
    env: Texts = field(default_factory=dict)
    permissions: Text | None = None

    def trigger(self, *names: str) -> Trigger | None:
        """The first of these events that starts the workflow."""
        return next((t for name in names for t in self.triggers if t.name == name), None)


def is_actions_path(path: str) -> bool:
    """Whether GitHub reads a file of this name as a workflow or an action."""
    pure = PurePosixPath(path)
    if pure.suffix not in (".yml", ".yaml"):
        return False
    return pure.stem == "action" or pure.parent.as_posix().endswith(".github/workflows")


def read_workflow(text: str) -> Workflow | None:
    """The workflow or composite action in a text; None for everything else, broken YAML included."""
    if len(text) > SIZE_LIMIT_CHARACTERS:
        return None
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    reader = _Reader(text.split("\n"))
    return reader.workflow(root)


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.left = _STEP_LIMIT

    def workflow(self, root: yaml.MappingNode) -> Workflow | None:
        top = _members(root)
        if "runs" in top:
            runs = _members(top["runs"][1])
            if "steps" not in runs:
                return None
            line = top["runs"][0].start_mark.line + 1
            return Workflow(jobs=(Job("", line, self.steps(runs["steps"][1])),))
        jobs = tuple(self.job(key, node) for key, node in _pairs(top.get("jobs", (None, None))[1]))
        if not jobs:
            return None
        triggers = tuple(self.triggers(*top["on"])) if "on" in top else ()
        return Workflow(triggers, jobs, self.texts(top.get("env")), self.text(top.get("permissions")))

    def triggers(self, key: yaml.Node, node: yaml.Node) -> Iterator[Trigger]:
        if isinstance(node, yaml.ScalarNode):
            yield Trigger(node.value, node.start_mark.line + 1)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield Trigger(str(item.value), item.start_mark.line + 1)
        for name, value in _pairs(node):
            parts = _members(value)
            types = tuple(_words(parts["types"][1])) if "types" in parts else ()
            yield Trigger(str(name.value), name.start_mark.line + 1, types, "branches" in parts)

    def job(self, key: yaml.Node, node: yaml.Node) -> Job:
        parts = _members(node)
        secrets = parts.get("secrets")
        one_word = secrets is not None and isinstance(secrets[1], yaml.ScalarNode)
        environment = parts.get("environment")
        name = "" if environment is None else _plain(environment[1])
        if environment is not None and not name:
            name = _plain(_members(environment[1]).get("name", (None, None))[1])
        return Job(
            name=str(key.value),
            line=key.start_mark.line + 1,
            steps=self.steps(parts["steps"][1]) if "steps" in parts else (),
            uses=self.text(parts.get("uses")),
            given=self.texts(parts.get("with")),
            inherits_secrets=self.text(secrets) if one_word else None,
            secrets={} if one_word else self.texts(secrets),
            condition=_plain(parts.get("if", (None, None))[1]),
            env=self.texts(parts.get("env")),
            outputs=self.texts(parts.get("outputs")),
            needs=tuple(_words(parts["needs"][1])) if "needs" in parts else (),
            environment=name,
            permissions=self.text(parts.get("permissions")),
        )

    def steps(self, node: yaml.Node) -> tuple[Step, ...]:
        if not isinstance(node, yaml.SequenceNode):
            return ()
        found = []
        for item in node.value:
            if not isinstance(item, yaml.MappingNode) or not item.value or self.left <= 0:
                continue
            self.left -= 1
            parts = _members(item)
            found.append(
                Step(
                    line=item.start_mark.line + 1,
                    end_line=self._last_line(item),
                    id=_plain(parts.get("id", (None, None))[1]),
                    uses=self.text(parts.get("uses")),
                    run=self.text(parts.get("run")),
                    condition=_plain(parts.get("if", (None, None))[1]),
                    given=self.texts(parts.get("with")),
                    env=self.texts(parts.get("env")),
                    directory=_plain(parts.get("working-directory", (None, None))[1]),
                )
            )
        return tuple(found)

    def texts(self, pair: tuple[yaml.Node, yaml.Node] | None) -> Texts:
        if pair is None:
            return {}
        found = {}
        for key, value in _pairs(pair[1]):
            text = self.text((key, value))
            if text is not None:
                found[str(key.value).lower()] = text
        return found

    def text(self, pair: tuple[yaml.Node, yaml.Node] | None) -> Text | None:
        if pair is None or not isinstance(pair[1], yaml.ScalarNode):
            return None
        key, node = pair
        first, last = node.start_mark.line, self._last_line(node)
        body = "\n".join(self.lines[first:last])
        start = (
            0
            if getattr(node, "style", None) in ("|", ">")
            else len(body) - len(body[node.start_mark.column :])
        )
        expressions = tuple(
            (match[1].strip(), first + 1 + body.count("\n", 0, match.start()))
            for match in _EXPRESSION.finditer(body, start)
        )
        return Text(str(node.value), key.start_mark.line + 1, last, expressions)

    def _last_line(self, node: yaml.Node) -> int:
        """The last line (1-based) with something of the node on it: the parser's own end lies behind blanks and comments."""
        block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        end = node.end_mark.line + (node.end_mark.column > 0 and not block)
        first = node.start_mark.line + 1
        while end > first and (
            end > len(self.lines) or not self.lines[end - 1].strip() or self._comment(node, end)
        ):
            end -= 1
        return max(end, first)

    def _comment(self, node: yaml.Node, line: int) -> bool:
        text = self.lines[line - 1]
        return text.lstrip().startswith("#") and len(text) - len(text.lstrip()) < node.start_mark.column


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key, value


def _members(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    return {str(key.value): (key, value) for key, value in _pairs(node)}


def _plain(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _words(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from (str(item.value) for item in node.value if isinstance(item, yaml.ScalarNode))
