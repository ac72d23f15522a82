"""The sentences of a summary: counts before percentages, no decimals, nobody ranked, no person named.

Names of agents come from a team's own labels and configuration; a renderer escapes them. ``name`` is how it does so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from bot.compare.adherence import MIN_PULLS, Adherence
from bot.names import NO_AGENT_SEEN as NO_AGENT_SEEN
from bot.names import agent_name as agent_name
from bot.names import family_name as family_name
from bot.summary.data import AgentWeek, FindingLine, Flow, WeekSummary

Escape = Callable[[str], str]


def by_name(agent: str) -> tuple[str, str]:
    """What agents are ordered by: the name that is shown."""
    return agent_name(agent).lower(), agent


def count(n: int, one: str, many: str | None = None) -> str:
    """``1 pull request``, ``3 pull requests``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def pulls(n: int) -> str:
    """A number of pull requests."""
    return count(n, "pull request")


def percent(share: float) -> str:
    """Whole percent; what is not all or nothing is never called so."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{round(100 * share)} %"


def plausible(adherence: Adherence) -> str:
    """The interval in whole percent, rounded outwards; a dash where nothing can be said."""
    if adherence.interval is None:
        return "–"
    low = math.floor(100 * adherence.interval.low + 1e-9)
    high = math.ceil(100 * adherence.interval.high - 1e-9)
    return f"{low}–{high} %"


def kept(adherence: Adherence) -> str:
    """The share that was kept; a dash where nothing can be said."""
    return "–" if adherence.share is None else percent(adherence.share)


def empty_week(summary: WeekSummary, name: Escape) -> str:
    """The one line of a week without pull requests."""
    return f"No pull request was opened in {name(summary.org)} in week {summary.week}."


def headline(summary: WeekSummary, name: Escape) -> tuple[str, ...]:
    """What a lead should know first, a sentence each."""
    flow = summary.total
    said = [
        f"{pulls(flow.opened)} {_was(flow.opened)} opened, {_attributed(summary)}. So far: {_outcomes(flow)}.",
        _reviewed(flow),
    ]
    if summary.fixed:
        n = len(summary.fixed)
        said.append(f"{severities(summary.fixed)} {_was(n)} fixed before the merge.")
    if summary.merged_with:
        n = len(summary.merged_with)
        where = len({(f.pull.repo, f.pull.number) for f in summary.merged_with})
        said.append(
            f"{severities(summary.merged_with)} {_was(n)} merged as {'it' if n == 1 else 'they'} stood, in {pulls(where)}: "
            "see the list."
        )
    elif flow.merged:
        said.append("Nothing was merged with a known warning or error.")
    most = _most_broken(summary, name)
    if most:
        said.append(most)
    return tuple(said)


def unknown_origin(summary: WeekSummary) -> str:
    """How many pull requests count for no agent, and why."""
    of = summary.unattributed
    n = summary.total.opened
    if not of.unknown and not of.bot:
        return f"All {pulls(n)} could be attributed to one agent each." if n > 1 else "Its agent is known."
    said = []
    if of.unknown:
        parts = []
        if of.none:
            parts.append(
                f"{of.none} {_show(of.none)} no sign of an agent, which does not mean that a person wrote {_it(of.none)}"
            )
        if of.possible:
            parts.append(f"{of.possible} may be by an agent")
        if of.mixed:
            parts.append(f"{of.mixed} {_show(of.mixed)} more than one agent")
        said.append(f"{of.unknown} of {pulls(n)}: origin not visible or not certain. {'; '.join(parts)}.")
    if of.bot:
        said.append(f"{of.bot} {'is' if of.bot == 1 else 'are'} by dependency bots.")
    said.append(f"{_they(of.unknown + of.bot)} for no agent.")
    return " ".join(said)


def other_name(kind: str) -> str:
    """A group that counts for no agent."""
    return {"possible": "Possibly by an agent", "mixed": "More than one agent", "bot": "Dependency bots"}[
        kind
    ]


def severities(findings: Sequence[FindingLine]) -> str:
    """``2 errors and 1 warning``."""
    errors = sum(f.severity == "error" for f in findings)
    warnings = len(findings) - errors
    parts = [count(n, what) for n, what in ((errors, "error"), (warnings, "warning")) if n]
    return " and ".join(parts)


def at_first_push(findings: int) -> str:
    """``clean at first push``, ``2 warnings or errors at first push``."""
    return (
        "clean at first push"
        if not findings
        else count(findings, "warning or error", "warnings or errors") + " at first push"
    )


def too_few(block: AgentWeek, name: Escape) -> str | None:
    """Why there is no rate for an agent, or None where there is one."""
    if block.window_pulls >= MIN_PULLS:
        return None
    n = block.window_pulls
    return f"{name(agent_name(block.agent))}: {pulls(n)} so far. We start counting at {MIN_PULLS}."


def differences(summary: WeekSummary, name: Escape) -> str:
    """What may be said about agents beside each other: nothing yet, whatever the table looks like."""
    enough = [block for block in summary.agents if block.window_pulls >= MIN_PULLS]
    if len(enough) < 2:
        return "There are not yet two agents with enough pull requests to set beside each other."
    seen = ", ".join(
        f"{name(agent_name(block.agent))} {block.window_clean} of {block.window_pulls} clean"
        for block in enough
    )
    said = f"At first push, since week {summary.since}: {seen}. Too early to say whether they differ"
    said += ": they get different work in different repositories, and these counts do not even that out."
    if summary.window_unknown:
        said += f" Of {pulls(summary.window.opened)} in that time, {summary.window_unknown} are of no visible or certain origin."
    return said


def since_last_week(summary: WeekSummary) -> str:
    """What changed, in one or two sentences."""
    now, before = summary.total, summary.before
    if summary.first:
        return "This is the first week that we know of, so there is nothing to compare it with."
    if not before.opened:
        return f"No pull request was opened in the week before, so there is nothing to compare week {summary.week} with."
    said = f"{pulls(now.opened)} opened, {before.opened} the week before"
    if now.reviewed and before.reviewed:
        said += (
            f"; {now.clean_first} of {now.reviewed} clean at first push, "
            f"{before.clean_first} of {before.reviewed} the week before"
        )
    return said + ". One week is too little to tell a change from chance: nothing we can be sure of changed."


def how_to_read(summary: WeekSummary) -> tuple[str, ...]:
    """What the numbers mean and what could bias them."""
    said = [
        "Weeks run from Monday to Sunday in UTC and hold the pull requests *opened* in them. What happens to them later "
        "(merged, fixed) is added to the week in which they were opened, so this page can change.",
        "A *place* is somewhere in the added code where a rule could have been broken; *kept* is the share of places "
        "where it was not. Bigger pull requests have more places, so size alone makes nobody look bad.",
        "Places and broken ones are counted at the first push that we reviewed, before anybody asked for changes, and at "
        "every severity. *Clean* means no warning and no error at that push; notes do not count against it.",
        f"*Kept* and its range look at twelve weeks at most, here {summary.since} to {summary.week}. With "
        f"fewer than {MIN_PULLS} reviewed pull requests nothing is stated.",
        "The range is where the true share plausibly lies (95 %, Jeffreys). Places in one pull request resemble each "
        "other, so in truth it is somewhat wider.",
        "What could mislead: agents get different repositories and different kinds of work, from people who use them "
        "differently; agents that leave no trace are missing from their own numbers; a rule can be wrong. The table "
        "describes; it does not say which agent is better.",
    ]
    if summary.first:
        said.insert(
            0,
            "New here? Read the opening sentences and the list of what was merged as it stood; the tables are for "
            "looking things up. The numbers become telling after some weeks.",
        )
    return tuple(said)


def _attributed(summary: WeekSummary) -> str:
    n = summary.total.opened
    known = n - summary.unattributed.unknown - summary.unattributed.bot
    if n == 1:
        return "by an agent we can name" if known else "by nobody we can name as an agent"
    if known == n:
        return "all by agents we can name"
    return f"{known or 'none'} of them by agents we can name"


def _outcomes(flow: Flow) -> str:
    parts = ((flow.merged, "merged"), (flow.closed, "closed without a merge"), (flow.open, "still open"))
    return ", ".join(f"{n} {what}" for n, what in parts if n)


def _reviewed(flow: Flow) -> str:
    if not flow.reviewed:
        return "None of them has been reviewed yet."
    if flow.opened == 1:
        return f"It was {'' if flow.clean_first else 'not '}clean at first push."
    if flow.reviewed == flow.opened:
        return f"{flow.clean_first} of {flow.reviewed} {_was(flow.clean_first)} clean at first push."
    return f"{flow.reviewed} of them {_has(flow.reviewed)} been reviewed; {flow.clean_first} {_was(flow.clean_first)} clean at first push."


def _most_broken(summary: WeekSummary, name: Escape) -> str:
    if not summary.broken:
        return "No rule was broken at first push." if summary.total.reviewed else ""
    top = [r for r in summary.broken if r.findings == summary.broken[0].findings]
    if len(top) > 1 or top[0].findings < 2:
        n = len(summary.broken)
        if n == 1:
            return f"One rule was broken at first push, once: {name(top[0].title)}."
        most = _times(summary.broken[0].findings)
        each = "once each" if summary.broken[0].findings == 1 else f"each at most {most}"
        return f"No rule stands out: {n} were broken at first push, {each}."
    rule = top[0]
    return (
        f"Broken most at first push: {name(rule.title)}, in {rule.findings} of "
        f"{count(rule.sites, 'place')}, in {pulls(len(rule.pulls))}."
    )


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def _was(n: int) -> str:
    return "was" if n == 1 else "were"


def _has(n: int) -> str:
    return "has" if n == 1 else "have"


def _show(n: int) -> str:
    return "shows" if n == 1 else "show"


def _it(n: int) -> str:
    return "it" if n == 1 else "them"


def _they(n: int) -> str:
    return "It is shown, but counts" if n == 1 else "They are shown, but count"
