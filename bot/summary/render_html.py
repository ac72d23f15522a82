"""The summary as a page that stands alone: no script, no font or image from elsewhere, light and dark, wide and narrow."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.summary import words
from bot.summary.data import PullLine, WeekSummary


def render(summary: WeekSummary) -> str:
    """The page."""
    blocks = [*summary.agents, *([summary.no_agent] if summary.no_agent else [])]
    flows = [(words.agent_name(block.agent), block.flow) for block in blocks if block.flow.opened]
    flows += [(words.other_name(group.kind), group.flow) for group in summary.others]
    if len(flows) > 1:
        flows.append(("All", summary.total))
    groups = [(words.agent_name(block.agent), block.pulls) for block in blocks]
    groups += [(words.other_name(group.kind), group.pulls) for group in summary.others]
    return _template().render(
        summary=summary,
        words=words,
        blocks=blocks,
        flows=flows,
        families=[
            (family, [(block, line) for block in blocks for line in block.families if line.family == family])
            for family in sorted({line.family for block in blocks for line in block.families})
        ],
        groups=groups,
        top=max((point.reviewed for point in summary.trend), default=1),
        said=lambda text: text.replace("*", ""),
        plain=str,
        safe_url=_safe_url,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.summary"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("week.html")


def _safe_url(pull: PullLine) -> str:
    """The pull request's address, or nothing where it is not a web address."""
    return pull.url if pull.url.startswith(("https://", "http://")) else ""
