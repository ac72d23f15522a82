"""What the demo prints: progress, one row a pull request, one review as a person would read it, the weekly summary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.panel import Panel
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from bot.demo.play import Play, Scene
from bot.demo.standin.state import CheckRun, ReviewComment

_HIDDEN = re.compile(r"^<!-- evenhand[^>]*-->\s*", re.MULTILINE)
_TAG = re.compile(r"</?(?:sub|details|summary|br)\s*/?>", re.IGNORECASE)
_CHART = re.compile(r"```mermaid\n.*?```\n?", re.DOTALL)
_LOOK = {"success": "green", "neutral": "yellow", "failure": "red"}
_HUNK_LINES = 5
_WIDTH = 110


def console() -> Console:
    """The terminal; lines longer than people like to read are folded."""
    made = Console()
    return made if made.is_terminal and made.width <= _WIDTH else Console(width=_WIDTH)


def progress(out: Console) -> Progress:
    """A bar that counts reviews."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=out,
    )


def overview(play: Play) -> RenderableType:
    """One row a pull request, oldest first."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("Opened", no_wrap=True)
    table.add_column("Pull request", ratio=3)
    table.add_column("Agent label", no_wrap=True)
    table.add_column("Reviews", ratio=2)
    table.add_column("Now", no_wrap=True)
    for scene in sorted(play.scenes, key=lambda scene: scene.sample.opened_at(play.now)):
        pull = play.github.pull(scene.repo, scene.number)
        state = (
            "merged"
            if pull.merged_at
            else "draft"
            if pull.draft and pull.issue.state == "open"
            else pull.issue.state
        )
        table.add_row(
            f"{scene.sample.opened_at(play.now):%a %d %b}",
            Text.assemble((f"{scene.repo.partition('/')[2]}#{scene.number} ", "bold"), scene.sample.title),
            play.agent_label(scene) or Text("none", style="dim"),
            _verdicts(play.github.check_runs(scene.repo), _heads(play, scene)),
            state,
        )
    return table


def _heads(play: Play, scene: Scene) -> list[str]:
    """Heads of a pull request that were reviewed, oldest first."""
    runs = [run for run in play.github.check_runs(scene.repo) if f":{scene.number}:" in run.external_id]
    return list(dict.fromkeys(run.head_sha for run in runs))


def _verdicts(runs: Sequence[CheckRun], heads: Sequence[str]) -> Text:
    said = Text()
    for head in heads:
        run = next(run for run in reversed(runs) if run.head_sha == head)
        if said:
            said.append(", then ")
        title = (run.output.get("title") or "").partition(":")[0].lower()
        said.append(title, style=_LOOK.get(run.conclusion or "", ""))
    return said


def review(play: Play, scene: Scene) -> RenderableType:
    """The check-run and the inline comments of a pull request."""
    pull = play.github.pull(scene.repo, scene.number)
    run = play.github.check_runs(scene.repo, pull.head_sha)[-1]
    look = _LOOK.get(run.conclusion or "", "")
    parts: list[RenderableType] = [
        Text.assemble(
            (f"{scene.repo}#{scene.number} ", "bold"),
            (pull.issue.title, "bold"),
            f"   by {pull.issue.user.login}",
        ),
        Text(f"{play.github.url}/{scene.repo}/pull/{scene.number}", style="cyan"),
        Text(),
        Panel(
            Group(
                Text(run.output.get("title") or "", style="bold"),
                Text(),
                _markdown(run.output.get("summary")),
            ),
            title=f"check-run {run.name}: {run.conclusion}",
            title_align="left",
            border_style=look,
        ),
    ]
    parts += [_comment(comment) for comment in pull.comments]
    return Group(*parts)


def _comment(comment: ReviewComment) -> RenderableType:
    hunk = "\n".join(comment.diff_hunk.splitlines()[-_HUNK_LINES:])
    return Panel(
        Group(Syntax(hunk, "diff", background_color="default"), Text(), _markdown(comment.body)),
        title=f"{comment.path}, line {comment.line or comment.original_line}",
        title_align="left",
    )


def summary(text: str) -> RenderableType:
    """A weekly summary; its chart is drawn on GitHub and the dashboard, a terminal has none."""
    return _markdown(_CHART.sub("", text))


def _markdown(text: str | None) -> Markdown:
    return Markdown(_TAG.sub("", _HIDDEN.sub("", text or "")), hyperlinks=False)


def addresses(rows: Sequence[tuple[str, str]]) -> RenderableType:
    """Where to look on."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for what, address in rows:
        table.add_row(what, Text(address, style="cyan"))
    return table


def heading(text: str) -> dict[str, Any]:
    """Arguments of ``Console.rule`` for a part's heading."""
    return {"title": text, "align": "left", "style": "dim"}
