"""Workflows in the many ways people write them, and the look-alikes that are fine."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.engines import program
from checks.engines.program import EngineError, Program
from checks.engines.zizmor import remarks
from checks.report import Severity
from checks.sandbox import run_review
from checks.security.workflow_expressions import references, untrusted
from checks.security.workflow_reader import read_workflow

RULE = "security/workflow-injection"
PATH = ".github/workflows/ci.yml"


def job(steps: str, on: str = "issue_comment", more: str = "") -> str:
    return f"on: {on}\njobs:\n  one:\n    runs-on: ubuntu-latest\n{more}    steps:\n{steps}"


INJECTED = {
    "plain": "      - run: echo ${{ github.event.comment.body }}  # <-- here\n",
    "folded": "      - run: >-\n          echo a\n          ${{ github.event.issue.title }}  # <-- here\n",
    "head ref": "      - name: x\n        run: |\n          git fetch\n          git switch ${{ github.head_ref }}  # <-- here\n",
    "format": "      - run: echo \"${{ format('{0}!', github.event.issue.title) }}\"  # <-- here\n",
    "as json": "      - run: echo '${{ toJSON(github.event) }}'  # <-- here\n",
    "index": "      - run: echo ${{ github['event']['comment']['body'] }}  # <-- here\n",
    "fallback": "      - run: echo ${{ github.head_ref || github.ref_name }}  # <-- here\n",
    "through env": "      - run: echo ${{ env.TITLE }}  # <-- here\n        env:\n          TITLE: ${{ github.event.issue.title }}\n",
    "script": (
        "      - uses: actions/github-script@v7\n        with:\n          script: |\n"
        "            const body = `${{ github.event.comment.body }}`  # <-- here\n"
    ),
    "step output": (
        '      - id: meta\n        env:\n          T: ${{ github.event.issue.title }}\n        run: echo "title=$T" >> "$GITHUB_OUTPUT"\n'
        "      - run: echo ${{ steps.meta.outputs.title }}  # <-- here\n"
    ),
    "changed files": (
        "      - id: files\n        uses: tj-actions/changed-files@2d756ea4c53f7f6b397767d8723b3a10a9f35bf2\n"
        "      - run: lint ${{ steps.files.outputs.all_changed_files }}  # <-- here\n"
    ),
    "retry": (
        "      - uses: nick-fields/retry@7152eba30c6575329ac0576536151aca5a72780e\n        with:\n          command: test ${{ github.head_ref }}  # <-- here\n"
    ),
}


@pytest.mark.parametrize("steps", INJECTED.values(), ids=INJECTED.keys())
def test_a_strangers_text_in_a_script_is_found(expect, steps: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, PATH, job(steps))


FINE = {
    "environment": '      - run: echo "$BODY"\n        env:\n          BODY: ${{ github.event.comment.body }}\n',
    "number": "      - run: gh pr view ${{ github.event.issue.number }}\n",
    "commit": "      - run: git checkout ${{ github.sha }} && echo ${{ github.event.pull_request.head.sha }}\n",
    "comparison": "      - run: echo ${{ github.event.comment.body == '/go' && 'yes' || 'no' }}\n",
    "contains": "      - run: echo ${{ contains(github.event.issue.title, 'x') }}\n",
    "condition": "      - if: contains(github.event.comment.body, '/deploy')\n        run: make\n",
    "login": "      - run: echo ${{ github.event.comment.user.login }} ${{ github.actor }}\n",
    "branch of the push": "      - run: echo ${{ github.ref_name }}\n",
    "secrets and inputs": "      - run: deploy ${{ inputs.version }} ${{ secrets.TOKEN }} ${{ matrix.os }}\n",
    "given to an action": "      - uses: actions/labeler@v5\n        with:\n          title: ${{ github.event.issue.title }}\n",
    "label count": "      - run: echo '${{ toJSON(github.event.issue.labels) }}'\n",
    "fixed output": (
        '      - id: v\n        run: echo "v=$(cat VERSION)" >> $GITHUB_OUTPUT\n      - run: echo ${{ steps.v.outputs.v }}\n'
    ),
}


@pytest.mark.parametrize("steps", FINE.values(), ids=FINE.keys())
def test_a_look_alike_is_silent(expect, steps: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, PATH, job(steps))


CHECKOUT = (
    "      - uses: actions/checkout@v4{mark}\n        with:\n          ref: {ref}\n      - run: make test\n"
)


@pytest.mark.parametrize(
    ("on", "ref"),
    [
        ("pull_request_target", "${{ github.event.pull_request.head.sha }}"),
        ("pull_request_target", "${{ github.head_ref }}"),
        ("[push, pull_request_target]", "refs/pull/${{ github.event.number }}/merge"),
        ("issue_comment", "refs/pull/${{ github.event.issue.number }}/head"),
        ("workflow_run", "${{ github.event.workflow_run.head_sha }}"),
    ],
)
def test_fetching_the_fork_in_a_privileged_workflow_is_found(expect, on: str, ref: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, PATH, job(CHECKOUT.format(mark="  # <-- here", ref=ref), on))


@pytest.mark.parametrize(
    ("on", "ref", "more"),
    [
        ("pull_request", "${{ github.event.pull_request.head.sha }}", ""),
        ("pull_request_target", "${{ github.event.pull_request.base.sha }}", ""),
        ("pull_request_target", "main", ""),
        ("pull_request_target", "${{ github.event.pull_request.head.sha }}",
         "    if: github.event.pull_request.head.repo.full_name == github.repository\n"),
        ("issue_comment", "refs/pull/${{ github.event.issue.number }}/head",
         "    if: contains(fromJSON('[\"OWNER\", \"MEMBER\"]'), github.event.comment.author_association)\n"),
        ("{workflow_run: {workflows: [CI], branches: [main]}}", "${{ github.event.workflow_run.head_sha }}", ""),
    ],
)  # fmt: skip
def test_a_guarded_or_unprivileged_checkout_is_silent(expect, on: str, ref: str, more: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, PATH, job(CHECKOUT.format(mark="", ref=ref), on, more))


def test_a_head_that_is_only_read_is_silent_and_one_that_is_run_is_not(expect) -> None:  # type: ignore[no-untyped-def]
    steps = (
        "      - uses: actions/checkout@v4\n      - uses: actions/checkout@v4{}\n        with:\n"
        "          ref: ${{{{ github.event.pull_request.head.sha }}}}\n          path: pr\n      - run: {}\n"
    )
    expect(RULE, PATH, job(steps.format("", "python tools/links.py --root pr/docs"), "pull_request_target"))
    expect(RULE, PATH, job(steps.format("  # <-- here", "cd pr && npm ci"), "pull_request_target"))


def test_a_change_of_the_trigger_alone_makes_the_checkout_a_finding(expect) -> None:  # type: ignore[no-untyped-def]
    ref = "${{ github.event.pull_request.head.sha }}"
    before = job(CHECKOUT.format(mark="", ref=ref), "pull_request")
    expect(RULE, PATH, job(CHECKOUT.format(mark="  # <-- here", ref=ref), "pull_request_target"), base=before)


def test_what_base_had_is_silent_and_a_second_text_in_the_step_is_not(expect) -> None:  # type: ignore[no-untyped-def]
    old = job("      - run: |\n          echo ${{ github.event.issue.title }}\n")
    expect(RULE, PATH, old.replace("echo", "printf"), base=old)
    new = job(
        "      - run: |\n          echo ${{ github.event.issue.title }}  # <-- here\n          echo ${{ github.event.issue.body }}\n"
    )
    expect(RULE, PATH, new, base=old)


def test_unpinned_actions_are_notes_and_the_platforms_and_ones_own_are_not(expect) -> None:  # type: ignore[no-untyped-def]
    steps = (
        "      - uses: actions/setup-node@v4\n      - uses: github/codeql-action/init@v3\n      - uses: ./.github/actions/x\n"
        "      - uses: astral-sh/setup-uv@v5  # <-- here\n      - uses: docker://alpine:3.20  # <-- here\n"
        "      - uses: acme/shared/lint@main\n      - uses: docker://alpine@sha256:" + "a" * 64 + "\n"
    )
    expect(RULE, PATH, job(steps, "push"), others={"go.mod": "module github.com/acme/shop\n"})
    report = review(in_memory({PATH: job(steps, "push")}), only={RULE})
    assert {f.severity for f in report.findings} == {Severity.NOTE}


def test_a_strangers_text_given_to_a_local_action_is_found_at_the_call_that_the_change_adds() -> None:
    action = "runs:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.title }}\n      shell: bash\n"
    call = job(
        "      - uses: ./.github/actions/say\n        with:\n          title: ${{ github.event.issue.title }}\n"
    )
    place = ".github/actions/say/action.yml"
    report = review(in_memory({place: action, PATH: call}, {place: action}), only={RULE})
    assert [(f.path, f.line) for f in report.findings] == [(PATH, 6)]
    both = review(in_memory({place: action, PATH: call}), only={RULE})
    assert [(f.path, f.line) for f in both.findings] == [(place, 4)]


def test_secrets_handed_to_a_reusable_workflow_with_the_head_are_found(expect) -> None:  # type: ignore[no-untyped-def]
    text = (
        "on: pull_request_target\njobs:\n  call:\n    uses: ./.github/workflows/build.yml{}\n    with:\n"
        "      ref: ${{{{ github.event.pull_request.head.sha }}}}\n{}"
    )
    expect(RULE, PATH, text.format("  # <-- here", "    secrets: inherit\n"))
    expect(RULE, PATH, text.format("", ""))


def test_every_run_and_uses_is_a_site() -> None:
    steps = "      - uses: actions/checkout@v4\n      - run: make\n      - name: nothing\n      - run: |\n          a\n          b\n"
    report = review(in_memory({PATH: job(steps)}), only={RULE})
    assert report.sites == {RULE: {"yaml": 3}}


@pytest.mark.parametrize(
    "text", ["", "a: [", "on: push", "on: push\njobs: 3", "- 1", "a: &a [*a]", "[" * 5000, "\x00"]
)
def test_what_is_no_workflow_is_no_site(text: str) -> None:
    report = review(in_memory({PATH: text}), only={RULE})
    assert (report.findings, dict(report.sites)) == ((), {})


def test_yaml_elsewhere_is_no_workflow() -> None:
    report = review(in_memory({"deploy/ci.yml": job("      - run: ${{ github.head_ref }}\n")}), only={RULE})
    assert report.sites == {}


# --- expressions and lines ---


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("github.event.issue.title", True),
        ("github.event.commits[0].message", True),
        ("join(github.event.commits.*.message, ' ')", True),
        ("github.event.issue.title && 'a' || 'b'", False),
        ("'a' == github.head_ref", False),
        ("(github.head_ref)", True),
        ("fromJSON(toJSON(github.event)).issue.title", True),
        ("github.event.issue.title ||", True),
        ("!github.head_ref", False),
        ("(" * 500 + "github.sha" + ")" * 500, False),
    ],
)
def test_what_flows_out_of_an_expression(expression: str, found: bool) -> None:
    assert any(untrusted(r) for r in references(expression)) is found


def test_lines_are_those_of_the_file() -> None:
    workflow = read_workflow(
        job(
            "      - name: a\n        run: |\n\n          # c\n          echo ${{ a.b }}\n\n\n      - run: x\n"
        )
    )
    assert workflow is not None
    first, second = workflow.jobs[0].steps
    assert first.run is not None
    assert (first.line, first.end_line, first.run.line, first.run.expressions) == (6, 10, 7, (("a.b", 10),))
    assert second.line == 13


# --- the engine beside ---


def test_zizmor_adds_the_variables_of_later_steps(expect) -> None:  # type: ignore[no-untyped-def]
    steps = (
        '      - run: echo "TITLE=$T" >> $GITHUB_ENV  # <-- here\n        env:\n          T: ${{ github.event.issue.title }}\n'
        '      - run: echo "V=$(date)" >> $GITHUB_ENV\n'
    )
    expect(RULE, PATH, job(steps, "pull_request_target"))


def test_zizmors_own_opinions_are_not_taken() -> None:
    text = job("      - uses: actions/checkout@v4\n      - run: make\n", "pull_request_target")
    assert remarks(PATH, text) == ()


def test_without_the_engine_our_own_findings_stay_and_the_report_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = job(INJECTED["plain"].replace("  # <-- here", ""))
    full = review(in_memory({PATH: text}), only={RULE})
    monkeypatch.setattr(program, "_found", _missing)
    program._checked_version.cache_clear()
    alone = review(in_memory({PATH: text}), only={RULE})
    program._checked_version.cache_clear()
    assert alone.findings == full.findings
    assert alone.sites == full.sites
    assert [(e.path, e.rule) for e in alone.errors] == [(PATH, RULE)]
    assert "not installed" in alone.errors[0].message
    assert full.errors == ()


def _missing(name: str) -> str:
    raise EngineError(f"{name} is not installed")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('[ "$1" = --version ] && echo engine 9.9.9 && exit 0; exit 7', "status 7"),
        ('[ "$1" = --version ] && echo engine 9.9.9 && exit 0; sleep 9', "took over"),
        ("echo engine 0.1.0", "too old"),
        ("echo hello", "does not say its version"),
        ("kill -9 $$", "failed"),
    ],
)
def test_an_engine_that_fails_is_an_error_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    fake = tmp_path / "engine"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(program, "_found", lambda name: str(fake))
    program._checked_version.cache_clear()
    with pytest.raises(EngineError, match=words):
        Program("engine", oldest=(1, 0), timeout_s=0.5).run(["x"], {"a.yml": "a"})
    program._checked_version.cache_clear()


def test_an_engine_gets_no_environment_of_ours_and_no_path_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "engine"
    fake.write_text('#!/bin/sh\n[ "$1" = --version ] && echo 1.2 && exit 0; env; ls; cat a/b.yml\n')
    fake.chmod(0o755)
    monkeypatch.setenv("EVENHAND_WEBHOOK_SECRET", "hush")
    monkeypatch.setattr(program, "_found", lambda name: str(fake))
    program._checked_version.cache_clear()
    said = Program("engine", oldest=(1, 0)).run(["x"], {"a/b.yml": "text of b"}).decode()
    assert "hush" not in said
    assert "text of b" in said
    with pytest.raises(EngineError, match="no plain path"):
        Program("engine", oldest=(1, 0)).run(["x"], {"../b.yml": "x"})
    program._checked_version.cache_clear()


def test_the_engine_runs_within_the_limits_of_the_review_process(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    git("init", "-q", "-b", "main")
    git("commit", "-q", "--allow-empty", "-m", "a")
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    file.write_text(
        job(
            '      - run: echo "TITLE=$T" >> $GITHUB_ENV\n        env:\n          T: ${{ github.event.issue.title }}\n',
            "pull_request_target",
        )
    )
    git("add", "-A")
    git("commit", "-q", "-m", "b")
    report = run_review(tmp_path, "main~1", "main", CheckConfig())
    assert report.errors == ()
    assert [(f.rule, f.line) for f in report.findings if f.rule == RULE] == [(RULE, 6)]
