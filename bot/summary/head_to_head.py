"""The comment that puts pull requests of different agents for one issue side by side: facts, no verdict."""

from __future__ import annotations

from collections.abc import Sequence

from bot import markdown
from bot.ledger.records import AgentState, Rival
from bot.names import agent_name

SHOWN = 20
_STATES = {"open": "open", "merged": "merged", "closed": "closed without merging"}


def worth_telling(rivals: Sequence[Rival]) -> bool:
    """Whether agents of different names, each certain, stand side by side."""
    return len({r.pull.agent for r in rivals if r.pull.agent_state is AgentState.CERTAIN}) > 1


def render(rivals: Sequence[Rival], pages: str) -> str:
    """The comment's text. ``pages`` is our own address, for the explanation of the rules."""
    rows = [_row(rival) for rival in rivals[:SHOWN]]
    head = (
        "Pull request",
        "Agent",
        "State",
        "Lines",
        "Findings at first push",
        "Findings now",
        "Places checked",
    )
    more = f"\n\nand {len(rivals) - SHOWN} more" if len(rivals) > SHOWN else ""
    foot = (
        "Findings are warnings and errors; places are where a rule could have been broken. One pair says little about "
        f"the agents: the weekly summary counts many. [The rules]({pages}/rules)"
    )
    return "\n\n".join(
        (
            f"{len(rivals)} pull requests for this issue, by different agents:",
            markdown.table(head, rows, numeric=(3, 4, 5, 6)) + more,
            f"<sub>{foot}</sub>",
        )
    )


def _row(rival: Rival) -> list[str]:
    pull = rival.pull
    certain = pull.agent_state is AgentState.CERTAIN
    state = _STATES.get(pull.state, pull.state) + (", draft" if pull.draft and pull.state == "open" else "")
    return [
        markdown.link(f"{pull.repo} {pull.number}", pull.url),
        markdown.cell(agent_name(pull.agent)) if certain else "not counted",
        state,
        f"+{pull.additions} -{pull.deletions}",
        str(pull.findings_first),
        str(pull.findings_last),
        str(rival.sites),
    ]
