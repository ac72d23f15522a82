"""The summary as the text of a GitHub issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import markdown
from bot.summary import words
from bot.summary.data import AgentWeek, FindingLine, Flow, PullLine, WeekSummary

LIMIT_BYTES = 60_000
"""An issue's text may have 65,536 characters."""
LISTED = 15
"""Longest list of findings or rules; the rest is said as a number."""
LINKED = 12
"""Most links to pull requests in one cell."""


def title(summary: WeekSummary) -> str:
    """The issue's title. Plain text: GitHub renders no markdown in titles but does link mentions in none."""
    return f"Evenhand: week {summary.week} in {summary.org}"


def render(summary: WeekSummary) -> str:
    """The issue's text, without the hidden marker."""
    if not summary.total.opened:
        return words.empty_week(summary, markdown.line) + "\n"
    parts = [
        f"## Week {summary.week}: {_dates(summary)}",
        " ".join(words.headline(summary, markdown.line)),
        "### Agents this week",
        _flow_table(summary),
        words.unknown_origin(summary),
        *_merged_with(summary),
        *_broken(summary),
        *_fixed(summary),
        "### How well each family of rules was kept",
        *_adherence(summary),
        words.differences(summary, markdown.line),
        "### Since last week",
        words.since_last_week(summary),
        *_chart(summary),
        *_pulls(summary),
        _fold(
            "How to read this, and what could mislead",
            "\n".join(f"- {sentence}" for sentence in words.how_to_read(summary)),
            unfolded=summary.first,
        ),
    ]
    return markdown.cut("\n\n".join(part for part in parts if part) + "\n", LIMIT_BYTES)


def _dates(summary: WeekSummary) -> str:
    first, last = summary.week.first_day, summary.week.last_day
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"


def _blocks(summary: WeekSummary) -> Iterable[AgentWeek]:
    yield from summary.agents
    if summary.no_agent is not None:
        yield summary.no_agent


def _flow_table(summary: WeekSummary) -> str:
    flows = [(words.agent_name(block.agent), block.flow) for block in _blocks(summary) if block.flow.opened]
    flows += [(words.other_name(group.kind), group.flow) for group in summary.others]
    rows = [_flow_row(markdown.cell(name), flow) for name, flow in flows]
    if len(rows) > 1:
        rows.append(_flow_row("**All**", summary.total))
    head = [
        "Agent",
        "Opened",
        "Merged",
        "Closed",
        "Open",
        "Clean at first push",
        "Warnings and errors",
        "Fixed before merge",
    ]
    return markdown.table(head, rows, numeric=range(1, 8))


def _flow_row(name: str, flow: Flow) -> list[str]:
    return [
        name,
        *(str(n) for n in (flow.opened, flow.merged, flow.closed, flow.open)),
        f"{flow.clean_first} of {flow.reviewed}" if flow.reviewed else "–",
        str(flow.findings_first),
        str(flow.fixed_before_merge),
    ]


def _adherence(summary: WeekSummary) -> Iterable[str]:
    # By family first: what stands side by side is the same kind of place.
    lines = [(line, n, block) for n, block in enumerate(_blocks(summary)) for line in block.families]
    lines.sort(key=lambda entry: (entry[0].family, entry[1]))
    opens = {entry[0].family: entry for entry in reversed(lines)}
    rows = [
        [
            f"**{markdown.cell(words.family_name(line.family))}**" if opens[line.family][1] == n else "",
            markdown.cell(words.agent_name(block.agent)),
            f"{line.week_findings} of {line.week_sites}" if line.week_sites else "–",
            f"{line.window.findings} of {line.window.sites}",
            words.kept(line.window),
            words.plausible(line.window),
        ]
        for line, n, block in lines
    ]
    if not rows:
        yield "There was no place yet where a rule could have been broken."
        return
    head = [
        "Family",
        "Agent",
        "Broken this week",
        f"Broken since W{summary.since.number:02d}",
        "Kept",
        "Plausible range",
    ]
    yield markdown.table(head, rows, numeric=range(2, 6))
    few = [said for block in summary.agents if (said := words.too_few(block, markdown.line))]
    if few:
        yield " ".join(few)


def _merged_with(summary: WeekSummary) -> Iterable[str]:
    if summary.merged_with:
        yield "### Merged as it stood"
        yield _findings(summary.merged_with)


def _fixed(summary: WeekSummary) -> Iterable[str]:
    if summary.fixed:
        yield _fold(f"Fixed before the merge ({len(summary.fixed)})", _findings(summary.fixed))


def _findings(findings: Sequence[FindingLine]) -> str:
    lines = [
        f"- {_link(f.pull)} {markdown.code(f.path)} line {f.line}: {markdown.line(f.message)} "
        f"({f.severity}, {markdown.line(words.agent_name(f.agent)) if f.agent else 'no certain agent'})"
        for f in findings[:LISTED]
    ]
    return "\n".join([*lines, *_rest(len(findings))])


def _broken(summary: WeekSummary) -> Iterable[str]:
    if not summary.broken:
        return
    yield "### Rules broken most at first push"
    rows = [
        [
            f"{markdown.cell(rule.title)} {markdown.code(rule.rule)}",
            rule.severity,
            f"{rule.findings} of {rule.sites}",
            ", ".join(f"{markdown.cell(words.agent_name(agent))} {n}" for agent, n in rule.by_agent) or "–",
            _links(rule.pulls),
        ]
        for rule in summary.broken[:LISTED]
    ]
    yield markdown.table(
        ["Rule", "Severity", "Broken, of places", "Agents", "Pull requests"], rows, numeric=[2]
    )
    yield "\n".join(_rest(len(summary.broken)))


def _chart(summary: WeekSummary) -> Iterable[str]:
    if len(summary.trend) < 2:
        return
    weeks = ", ".join(f'"W{point.week.number:02d}"' for point in summary.trend)
    top = max(point.reviewed for point in summary.trend)
    yield "\n".join(
        [
            "```mermaid",
            "xychart-beta",
            '    title "Reviewed pull requests (bars) and those clean at first push (line)"',
            f"    x-axis [{weeks}]",
            f'    y-axis "Pull requests" 0 --> {max(top, 1)}',
            f"    bar [{', '.join(str(point.reviewed) for point in summary.trend)}]",
            f"    line [{', '.join(str(point.clean_first) for point in summary.trend)}]",
            "```",
        ]
    )


def _pulls(summary: WeekSummary) -> Iterable[str]:
    groups = [(words.agent_name(block.agent), block.pulls) for block in _blocks(summary)]
    groups += [(words.other_name(group.kind), group.pulls) for group in summary.others]
    body = [
        f"**{markdown.line(name)}**\n\n" + "\n".join(_pull(pull) for pull in pulls)
        for name, pulls in groups
        if pulls
    ]
    yield _fold("The pull requests behind these numbers", "\n\n".join(body))


def _pull(pull: PullLine) -> str:
    said = [pull.state]
    said.append(words.at_first_push(pull.findings_first) if pull.reviewed else "not reviewed yet")
    if pull.fixed_before_merge:
        said.append(f"{pull.fixed_before_merge} fixed before the merge")
    return f"- {_link(pull)} {markdown.line(pull.title)}: {', '.join(said)}"


def _links(pulls: Sequence[PullLine]) -> str:
    shown = ", ".join(_link(pull) for pull in pulls[:LINKED])
    more = len(pulls) - LINKED
    return f"{shown} and {more} more" if more > 0 else shown


def _link(pull: PullLine) -> str:
    name = pull.repo.partition("/")[2] or pull.repo
    label = f"{name} {pull.number}"
    return (
        markdown.link(label, pull.url)
        if pull.url.startswith(("https://", "http://"))
        else markdown.line(label)
    )


def _rest(n: int) -> list[str]:
    return [f"- and {n - LISTED} more"] if n > LISTED else []


def _fold(head: str, body: str, *, unfolded: bool = False) -> str:
    return f"<details{' open' if unfolded else ''}><summary>{head}</summary>\n\n{body}\n\n</details>"
