"""Every agent that leaves signs is named by them, and nobody is named by what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.attribution import SignalError, Signals, agent_of, attribute
from bot.attribution.agents import known_agents
from bot.authorship import AgentState
from checks.configfile import OwnAgent, ReviewSettings

HEX32 = "0123456789abcdef" * 2
UUID = "01234567-89ab-cdef-0123-456789abcdef"


def verdict(**members: Any) -> tuple[str | None, str]:
    result = attribute(Signals.from_json(members))
    return result.agent, result.state.value


def co_author(name_and_address: str) -> dict[str, Any]:
    return {"author_login": "ann", "author_type": "User", "trailers": [f"Co-authored-by: {name_and_address}"]}


CERTAIN: list[tuple[str, dict[str, Any]]] = [
    # accounts, by number
    ("claude-code", {"author_id": 209825114}),
    ("claude-code", {"author_login": "Claude", "author_id": 242468646, "author_type": "Bot"}),
    ("codex", {"author_id": 242516109}),
    ("codex", {"author_login": "chatgpt-codex-connector[bot]", "author_id": 199175422}),
    ("copilot", {"author_login": "Copilot", "author_id": 198982749, "author_type": "Bot"}),
    ("cursor", {"author_id": 206951365}),
    ("devin", {"author_login": "devin-ai-integration[bot]", "author_id": 158243242, "author_type": "Bot"}),
    ("jules", {"author_id": 161369871}),
    ("factory-droid", {"author_id": 138933559}),
    ("amazon-q", {"author_id": 208079219}),
    ("kiro", {"author_login": "kiro-agent", "author_id": 244629292, "author_type": "User"}),
    ("roo-code", {"author_id": 219738659}),
    ("lovable", {"author_login": "renamed-again[bot]", "author_id": 159125892}),
    ("sweep", {"author_id": 128439645}),
    ("warp", {"author_id": 277970191}),
    ("cline", {"author_id": 205137888}),
    ("mentat", {"author_id": 160964065, "author_type": "User"}),
    # accounts, by login where nobody else can bear it
    ("devin", {"author_login": "devin-ai-integration[bot]"}),
    ("devin", {"author_login": "app/devin-ai-integration"}),
    ("devin", {"author_login": "devin-ai-integration", "author_type": "Bot"}),
    ("copilot", {"author_login": "Copilot", "author_type": "Bot"}),
    ("copilot", {"author_login": "copilot-swe-agent", "author_type": "Bot"}),
    ("codegen", {"author_login": "codegen-sh[bot]"}),
    ("tembo", {"author_login": "tembo-io[bot]"}),
    ("opencode", {"author_login": "opencode-agent[bot]", "author_id": 999, "author_type": "Bot"}),
    # trailers and commit authors
    ("claude-code", co_author("Claude <noreply@anthropic.com>")),
    ("claude-code", co_author("Claude Opus 4.5 (1M context) <No-Reply@Anthropic.com>")),
    ("claude-code", {"trailers": [f"Claude-Session: https://claude.ai/code/session_01{HEX32}"]}),
    ("claude-code", {"commit_authors": [{"name": "Claude", "email": "noreply@anthropic.com", "login": "claude"}]}),
    ("claude-code", {"commit_authors": [{"name": "claude[bot]", "email": "41898282+claude[bot]@users.noreply.github.com"}]}),
    ("codex", co_author("codex (GPT-5.4) <noreply@openai.com>")),
    ("codex", {"commit_authors": [{"name": "Codex", "email": "codex@openai.com"}]}),
    ("copilot", co_author("Copilot <223556219+Copilot@users.noreply.github.com>")),
    ("copilot", {"trailers": [f"Copilot-Session: {UUID}"]}),
    ("copilot", {"trailers": [f"Agent-Logs-Url: https://github.com/o/r/sessions/{UUID}"]}),
    ("copilot", {"commit_authors": [{"name": "copilot-swe-agent[bot]", "email": "198982749+Copilot@users.noreply.github.com", "login": "Copilot"}]}),
    ("copilot", {**co_author("Copilot <copilot@github.com>"), "date": "2026-06-01T00:00:00Z"}),
    ("cursor", {"commit_authors": [{"name": "Cursor Agent", "email": "cursoragent@cursor.com", "login": "cursoragent"}]}),
    ("cursor", {"trailers": ["Made-with: Cursor"]}),
    ("devin", {"commit_authors": [{"name": "Devin AI", "email": "158243242+devin-ai-integration[bot]@users.noreply.github.com"}]}),
    ("jules", co_author("google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>")),
    ("amp", co_author("Amp <amp@ampcode.com>")),
    ("amp", {"trailers": [f"Amp-Thread-ID: https://ampcode.com/threads/T-{UUID}"]}),
    ("openhands", co_author("openhands <openhands@all-hands.dev>")),
    ("openhands", {"commit_authors": [{"name": "OpenDevin", "email": "opendevin@all-hands.dev"}]}),
    ("aider", co_author("aider (gpt-4o) <aider@aider.chat>")),
    ("aider", {"commit_authors": [{"name": "Ann Lee (aider)", "email": "ann@example.com"}]}),
    ("roo-code", co_author("Roo Code <roomote@roocode.com>")),
    ("cline", co_author("Cline <cline@cline.bot>")),
    ("factory-droid", co_author("factory-droid[bot] <138933559+factory-droid[bot]@users.noreply.github.com>")),
    ("warp", co_author("Oz <oz-agent@warp.dev>")),
    ("warp", co_author("Warp <agent@warp.dev>")),
    ("crush", co_author("Crush <crush@charm.land>")),
    ("crush", {"trailers": ["Assisted-by: Crush:gpt-5"]}),
    ("crush", {"trailers": ["Assisted-by: Claude Opus via Crush"]}),
    ("opencode", co_author("opencode <noreply@opencode.ai>")),
    ("replit", {"trailers": ["Replit-Commit-Author: Agent"]}),
    ("lovable", {"trailers": ["X-Lovable-Edit-ID: edt-0f1e"]}),
    ("v0", {"commit_authors": [{"name": "v0", "email": "v0[bot]@users.noreply.github.com"}]}),
    ("junie", co_author("Junie <junie@jetbrains.com>")),
    ("qwen-code", co_author("Qwen-Coder <qwen-coder@alibabacloud.com>")),
    ("trae", co_author("TRAE CLI <noreply@bytedance.com>")),
    ("antigravity", co_author("Antigravity <noreply@google.com>")),
    ("kilo", co_author("Kilo <agent@kilo.ai>")),
    ("blackbox", co_author("BLACKBOX <agent@blackbox.ai>")),
    # branches that only the tool makes
    ("claude-code", {"head_ref": "claude/issue-12-20250601-1203"}),
    ("claude-code", {"head_ref": "claude/fix-login-aB3xY"}),
    ("cursor", {"head_ref": "cursor/fix-flaky-test-3f1a"}),
    ("devin", {"head_ref": "devin/1733900000-add-cache"}),
    ("jules", {"head_ref": "fix-cache-12345678901234567890"}),
    ("openhands", {"head_ref": "openhands-fix-issue-77"}),
    ("openhands", {"head_ref": "openhands/update-docs"}),
    ("copilot", {"head_ref": "copilot/fix-102"}),
    ("cline", {"head_ref": "cline/eng-12-0f1e2d3c"}),
    ("amazon-q", {"head_ref": "Q-DEV-issue-5-1747000000"}),
    # bodies
    ("devin", {"body": f"Fixes it.\n\nLink to Devin run: https://app.devin.ai/sessions/{HEX32}\nRequested by: Ann"}),
    ("claude-code", {"body_signals": [f"https://claude.ai/code/session_01{HEX32}"]}),
    ("claude-code", {"body": "Words.\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)\n"}),
    ("claude-code", {"body": "🤖 Generated with [Claude Code](https://claude.ai/code)\n\nCo-Authored-By: Claude <noreply@anthropic.com>"}),
    ("codex", {"body": f"Words\n\n------\nhttps://chatgpt.com/codex/tasks/task_e_{HEX32}"}),
    ("cursor", {"body": "<!-- CURSOR_AGENT_PR_BODY_BEGIN -->\nx\n<!-- CURSOR_AGENT_PR_BODY_END -->"}),
    ("cursor", {"body": f"[Open](https://cursor.com/background-agent?bcId=bc-{UUID})"}),
    ("jules", {"author_login": "ann", "body": "PR created automatically by Jules for task [12345678901234567890](https://jules.google.com/task/12345678901234567890) started by @ann"}),
    ("amp", {"body": f"Thread: https://ampcode.com/threads/T-{UUID}"}),
    ("kiro", {"body": "see https://app.kiro.dev/session/1"}),
    ("mux", {"body": "Words\n\n_Generated with `mux` • Model: `anthropic:claude` • Thinking: `high` • Cost: `$124.40`_"}),
    # automation that opened what an agent wrote
    ("claude-code", {"author_login": "github-actions[bot]", "author_id": 41898282, "author_type": "Bot", "trailers": ["Co-authored-by: Claude <noreply@anthropic.com>"]}),
    # Agent-Logs-Url is written by other agents inside GitHub as well
    ("claude-code", {"author_id": 242468646, "trailers": [f"Agent-Logs-Url: https://github.com/o/r/sessions/{UUID}"]}),
    # the human whom Copilot names as co-author takes nothing away
    ("copilot", {"author_id": 198982749, "trailers": ["Co-authored-by: ann <1+ann@users.noreply.github.com>"]}),
    # look-alike domains elsewhere do not hide the real sign
    ("claude-code", {"trailers": ["Co-authored-by: Сlaude <noreply@anthropic.com>"]}),
]  # fmt: skip


@pytest.mark.parametrize(("agent", "members"), CERTAIN, ids=lambda v: v if isinstance(v, str) else "")
def test_an_agent_is_named_by_its_sign(agent: str, members: dict[str, Any]) -> None:
    assert verdict(**members) == (agent, "certain")


NOBODY: list[tuple[str, dict[str, Any]]] = [
    ("nothing at all", {}),
    ("a person named Claude", {"author_login": "claude", "author_id": 81847, "author_type": "User"}),
    ("a person named Claude without a number", {"author_login": "claude", "author_type": "User"}),
    ("a person's commits", {"commit_authors": [{"name": "Claude Monet", "email": "claude@example.com", "login": "claude"}]}),
    ("people named Devin and Jules", {"commit_authors": [{"name": "Devin", "email": "devin@corp.com", "login": "devin"}, {"name": "Jules", "email": "j@x.org", "login": "jules"}]}),
    ("surnames", {"commit_authors": [{"name": "Amos Oz", "email": "oz@x.org", "login": "oz"}, {"name": "Travis Cline", "email": "travis@x.org", "login": "cline"}, {"name": "Charlie Marsh", "email": "c@astral.sh", "login": "charlie"}]}),
    ("a branch of Charlie", {"head_ref": "charlie/format"}),
    ("vendor staff", {"commit_authors": [{"name": "A", "email": "ann@anthropic.com"}, {"name": "B", "email": "bob@openai.com"}, {"name": "C", "email": "c@factory.ai"}, {"name": "D", "email": "d@warp.dev"}, {"name": "E", "email": "e@cline.bot"}, {"name": "F", "email": "f@all-hands.dev"}]}),
    ("placeholders", {"trailers": ["Co-authored-by: Devin <devin@example.com>", "Co-authored-by: Cline <cline@example.com>", "Co-authored-by: Amp <amp@example.com>", "Co-authored-by: Claude <claude@anthropic.com>"]}),
    ("a look-alike domain", co_author("Claude <noreply@аnthropic.com>")),
    ("a longer domain", co_author("Claude <noreply@anthropic.com.evil.example>")),
    ("another user part", co_author("Claude <xnoreply@anthropic.com>")),
    ("words", {"title": "Move the cursor in the v0.9 editor, AMP-123, for Claude Opus", "body": "The database cursor, Devin and Codex as subjects.", "head_ref": "amp-123-cursor"}),
    ("a revert by a person", {"head_ref": "revert-1704-claude/issue-12-20250601-1203"}),
    ("a revert of a Jules branch", {"head_ref": "revert-9-fix-cache-12345678901234567890"}),
    ("editor rules of a person", {"head_ref": "cursor/rules/language-support"}),
    ("a default model", {"head_ref": "cursor/default-model-gpt-5.6-luna"}),
    ("shared prefixes", {"head_ref": "factory/thing"}),
    ("shared prefix oz", {"head_ref": "oz/thing"}),
    ("shared prefix agent", {"head_ref": "agent/thing"}),
    ("Devin's review page", {"body": "https://app.devin.ai/review/org/repo/1"}),
    ("a session quoted", {"body": f"> https://app.devin.ai/sessions/{HEX32}\n\nthanks"}),
    ("a footer in a fence", {"body": "Docs:\n```\n🤖 Generated with [Claude Code](https://claude.ai/code)\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n```\n"}),
    ("a footer in a longer fence", {"body": f"````md\n```\nx\n```\nhttps://app.devin.ai/sessions/{HEX32}\n````"}),
    ("a footer in a code span", {"body": "We parse `Generated with Claude Code` now."}),
    ("a footer in a hidden comment", {"body": "<!-- template: Generated with Claude Code -->\nHello"}),
    ("an indented footer", {"body": "Example:\n\n    Generated with Claude Code\n"}),
    ("reviewers' suggestions", {"trailers": [
        "Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>",
        "Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>",
        "Co-authored-by: coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>",
        "Co-authored-by: greptile-apps[bot] <165735046+greptile-apps[bot]@users.noreply.github.com>",
        "Co-authored-by: ellipsis-dev[bot] <65095814+ellipsis-dev[bot]@users.noreply.github.com>",
        "Co-authored-by: chatgpt-codex-connector[bot] <199175422+chatgpt-codex-connector[bot]@users.noreply.github.com>",
        "Co-authored-by: github-advanced-security[bot] <62310815+github-advanced-security[bot]@users.noreply.github.com>"]}),
    ("reviewed by an agent", {"trailers": ["Reviewed-by: Claude <noreply@anthropic.com>"]}),
    ("the editor's wrong signature", {**co_author("Copilot <copilot@github.com>"), "date": "2026-05-01"}),
    ("trailers in the middle", {"messages": ["Subject\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n\nMore prose."]}),
    ("a user who took an agent's display name", {"author_login": "Codex", "author_id": 5, "author_type": "User"}),
    ("a user who took a login with another number", {"author_login": "MentatBot", "author_id": 5, "author_type": "User"}),
    ("an agent's co-author key with free text", {"trailers": ["Assisted-by: some model", "Ai-assisted: true", "Claude-Session: none"]}),
    ("shared vendor addresses", {"trailers": ["Co-authored-by: Someone <noreply@google.com>", "Co-authored-by: X <noreply@bytedance.com>"]}),
    ("files that show a tool is used", {"title": "Add CLAUDE.md and .cursorrules", "labels": ["AGENTS.md"]}),
]  # fmt: skip


@pytest.mark.parametrize(("case", "members"), NOBODY, ids=lambda v: v if isinstance(v, str) else "")
def test_nobody_is_accused_by(case: str, members: dict[str, Any]) -> None:
    assert verdict(**members) == (None, "none")


@pytest.mark.parametrize(
    ("agent", "members"),
    [
        ("codex", {"head_ref": "codex/add-cache"}),
        ("codex", {"labels": ["codex"]}),
        ("codex", {"title": "[codex] Add cache"}),
        ("claude-code", {"head_ref": "claude/add-login-tests"}),
        ("claude-code", {"labels": ["claude-code-assisted"]}),
        ("claude-code", {"body": "Generated with Claude Code, then rewritten by hand."}),
        ("copilot", {"head_ref": "copilot/some-slug"}),
        ("copilot", {"body": "<!-- START COPILOT CODING AGENT TIPS -->"}),
        ("copilot", co_author("Copilot <copilot@github.com>")),
        (
            "jules",
            {"title": "Jules was unable to complete the task in time. Please review the work done so far"},
        ),
        ("v0", {"head_ref": "v0/landing"}),
    ],
)
def test_a_loose_sign_alone_is_only_possible(agent: str, members: dict[str, Any]) -> None:
    assert verdict(**members) == (agent, "possible")


def test_a_team_may_trust_an_agents_loose_signs() -> None:
    result = attribute(Signals(head_ref="codex/x"), settings=ReviewSettings(trust=frozenset({"codex"})))
    assert (result.agent, result.state) == ("codex", AgentState.CERTAIN)


@pytest.mark.parametrize(
    "members",
    [
        {"head_ref": "cursor/fix-flaky-3f1a", "trailers": ["Co-authored-by: Claude <noreply@anthropic.com>"]},
        {"author_id": 198982749, "commit_authors": [{"name": "Claude", "email": "noreply@anthropic.com"}]},
        {"author_login": "dependabot[bot]", "author_id": 49699333, "trailers": ["Co-authored-by: Claude <noreply@anthropic.com>"]},
        {"labels": ["agent:devin", "agent:codex"]},
    ],
)  # fmt: skip
def test_several_writers_are_mixed(members: dict[str, Any]) -> None:
    assert verdict(**members) == (None, "mixed")


@pytest.mark.parametrize(
    "members",
    [
        {"author_login": "dependabot[bot]", "author_id": 49699333, "author_type": "Bot"},
        {"author_login": "renovate[bot]"},
        {"author_login": "renovate", "author_type": "Bot"},
        {"author_login": "app/dependabot"},
        {"author_login": "github-actions[bot]", "author_id": 41898282},
        {"author_login": "coderabbitai[bot]", "author_id": 136622811, "author_type": "Bot"},
        {"author_login": "gemini-code-assist[bot]", "author_id": 176961590, "author_type": "Bot"},
        {"author_login": "copilot-pull-request-reviewer[bot]", "author_id": 175728472, "author_type": "Bot"},
        {"author_login": "some-new-app[bot]", "author_id": 12, "author_type": "Bot"},
        {"author_login": "vercel[bot]", "title": "Fix: CVE", "author_type": "Bot"},
        {"author_login": "dependabot[bot]", "head_ref": "codex/x"},
    ],
)
def test_robots_are_no_agents(members: dict[str, Any]) -> None:
    assert verdict(**members) == (None, "bot")


def test_a_label_decides_over_everything() -> None:
    signs = {"author_id": 158243242, "trailers": ["Co-authored-by: Claude <noreply@anthropic.com>"]}
    assert verdict(labels=["bug", "Agent:Cursor"], **signs) == ("cursor", "certain")
    assert verdict(labels=["agent:claude"]) == ("claude-code", "certain")
    assert verdict(labels=["agent:our-own-robot"]) == ("our-own-robot", "certain")
    assert verdict(labels=["agent:human"], **signs) == (None, "none")
    assert verdict(labels=["agent:"]) == (None, "none")
    assert verdict(labels=["agent:<b>x</b>"]) == (None, "none")


def test_a_maintainers_earlier_word_comes_next() -> None:
    signals = Signals(author_id=158243242)
    assert attribute(signals, override="claude").agent == "claude-code"
    assert attribute(Signals(labels=("agent:amp",)), override="claude").agent == "amp"


def test_a_teams_own_agents_labels_and_prefix_are_known() -> None:
    settings = ReviewSettings(
        label_prefix="by:",
        labels={"made-by-robot": "robo"},
        own_agents=(OwnAgent("robo", (7,), ("robo[bot]",), ("robo@corp.example",), ("robo/*-job",)),),
    )

    def agent(signals: Signals) -> str | None:
        return attribute(signals, settings=settings).agent

    assert agent(Signals(author_id=7)) == "robo"
    assert agent(Signals(author_login="robo[bot]")) == "robo"
    assert agent(Signals(trailers=(("Co-authored-by", "Robo <ROBO@corp.example>"),))) == "robo"
    assert agent(Signals(head_ref="robo/fix-job")) == "robo"
    assert agent(Signals(head_ref="robo/fix")) is None
    assert agent(Signals(labels=("Made-By-Robot",))) == "robo"
    assert agent(Signals(labels=("by:devin",))) == "devin"
    assert agent(Signals(labels=("agent:devin",))) is None


def test_evidence_says_class_rule_role_and_text_and_the_strongest_comes_first() -> None:
    result = attribute(
        Signals.from_json(
            {
                "head_ref": "devin/1733900000-x",
                "author_id": 158243242,
                "body": f"https://app.devin.ai/sessions/{HEX32}",
            }
        )
    )
    assert [(s.strength, s.role) for s in result.evidence] == [("A", "wrote"), ("B", "wrote"), ("D", "wrote")]
    assert result.confidence == 0.99
    assert result.evidence[2].text == "devin/1733900000-x"
    assert len({s.rule for s in result.evidence}) == 3


def test_one_who_only_signed_along_co_wrote() -> None:
    assert attribute(Signals.from_json(co_author("Amp <amp@ampcode.com>"))).role == "co-wrote"
    assert attribute(Signals.from_json({"author_id": 158243242})).role == "wrote"


def test_a_repeated_trailer_is_one_piece_of_evidence() -> None:
    trailer = ("Co-Authored-By", "Claude <noreply@anthropic.com>")
    assert len(attribute(Signals(trailers=(trailer,) * 50)).evidence) == 1


@pytest.mark.parametrize(
    "data",
    [[], 3, "x", {"labels": "a"}, {"title": 3}, {"trailers": [3]}, {"commit_authors": ["x"]}, {"date": "soon"}, {"author_id": "x"}, {"author_id": True}],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(data: object) -> None:
    with pytest.raises(SignalError):
        Signals.from_json(data)


def test_absent_and_null_members_are_alike() -> None:
    members = ("repo", "number_or_sha", "title", "author_login", "author_id", "author_type", "commit_authors", "trailers", "head_ref", "labels", "body_signals", "date")  # fmt: skip
    assert Signals.from_json(dict.fromkeys(members)) == Signals.from_json({})


def test_trailers_may_be_texts_pairs_or_a_mapping() -> None:
    address = "Claude <noreply@anthropic.com>"
    for trailers in (
        [f"Co-authored-by: {address}"],
        [["Co-authored-by", address]],
        [{"key": "Co-authored-by", "value": address}],
        {"Co-authored-by": [address]},
        {"Co-authored-by": address},
    ):
        assert verdict(trailers=trailers) == ("claude-code", "certain")


def test_names_aliases_and_titles_lead_to_one_agent() -> None:
    assert {agent_of(name) for name in ("Claude Code", "claude", "CLAUDE-CODE")} == {"claude-code"}
    assert agent_of("OpenAI Codex") == "codex"
    assert agent_of("Something New") == "something-new"


def test_every_rule_of_the_data_has_its_own_id() -> None:
    agents = known_agents()
    rules = [
        *(a.rule for a in agents.accounts.values()),
        *(a.rule for a in agents.addresses.values()),
        *(p.rule for group in (agents.trailers, agents.branches, agents.body, agents.titles, agents.author_names) for p in group),
    ]  # fmt: skip
    assert len(rules) == len(set(rules))
    assert all(
        p.strength in "BCDE" for p in (*agents.trailers, *agents.branches, *agents.body, *agents.titles)
    )


def test_hostile_text_of_great_size_is_read_in_little_time() -> None:
    members = {
        "body": "<!--" * 20_000 + "`" * 5000,
        "title": "[" * 60_000,
        "head_ref": "cursor/" + "a-" * 200,
        "trailers": ["Co-authored-by: " + "<" * 10_000, "Co-authored-by: " + "a" * 60_000],
        "messages": ["a:\n" * 20_000, "x\n\n" + "-" * 60_000],
    }
    assert verdict(**members) == (None, "none")
