"""The whole way against the strict GitHub stand-in: real git, the real child process, the real rules."""

from __future__ import annotations

import json
import logging
import random
import re
import string

import pytest

from bot.github import InstallationGone, RepositoryGone, RetryLater
from bot.localreview import reviewed_change
from bot.review import Ending
from checks.render import json as as_json
from checks.render import markdown as as_markdown
from checks.render import sarif
from checks.render import text as as_text
from tests.bot.review.organisation import CLEAN, FLAWED, Org, run


def test_a_clean_change_gets_one_green_check_run_for_one_call(org: Org) -> None:
    org.commit("clean", {"app/users.py": CLEAN})
    pull = org.open("clean")
    outcome = org.review(pull)
    assert outcome.ending is Ending.PUBLISHED
    assert org.calls() == ["checks/create"]
    (check,) = org.github.check_runs("acme/shop")
    assert (check.conclusion, check.head_sha) == ("success", pull.head_sha)


def test_a_flawed_change_gets_its_comment_for_two_calls_and_the_label_for_one_more(org: Org) -> None:
    org.commit(
        "flawed", {"app/users.py": FLAWED}, "Add users\n\nCo-Authored-By: Claude <noreply@anthropic.com>"
    )
    pull = org.open("flawed")
    outcome = org.review(pull)
    assert org.calls() == ["checks/create", "pulls/create-review", "issues/add-labels"]
    assert outcome.conclusion == "failure"
    (comment,) = org.comments()
    assert (comment.path, comment.line) == ("app/users.py", 8)
    assert [label.name for label in org.github.pull("acme/shop", pull.number).issue.labels] == [
        "agent:claude-code"
    ]
    assert org.ledger.adherence("acme")[0].agent == "claude-code"


def test_a_fix_strikes_the_comment_out_and_folds_it(org: Org) -> None:
    org.commit("flawed", {"app/users.py": FLAWED})
    pull = org.open("flawed")
    org.review(pull)
    org.commit("flawed", {"app/users.py": CLEAN}, "Use a parameter", start="flawed")
    org.github.synchronize("acme/shop", pull.number)
    org.review(org.pull(pull.number, "synchronize"))
    assert org.calls() == [
        "checks/create",
        "pulls/list-review-comments",
        "pulls/update-review-comment",
        "minimizeComment",
        "pulls/get-review",
        "pulls/update-review",
    ]
    (review,) = org.github.pull("acme/shop", pull.number).reviews
    assert review.body.startswith("One point on this change.")
    assert " Fixed by now: 1 of 1.\n" in str(review.body)
    (comment,) = org.comments()
    assert comment.body.startswith("~~**")


def test_a_fork_is_reviewed_through_the_base_repository(org: Org) -> None:
    fork = org.github.create_repository("mallory", "shop", fork_of="acme/shop")
    org.commit("feature", {"app/users.py": CLEAN})
    run(org.work, "push", "-q", str(fork), "HEAD:refs/heads/feature")
    run(org.work, "push", "-q", str(org.bare), ":refs/heads/feature")
    pull = org.open("feature", head_repo="mallory/shop")
    assert org.review(pull).ending is Ending.PUBLISHED
    org.github.delete_repository("mallory/shop")
    gone = org.pull(pull.number)
    assert gone.head_repo is None
    assert org.review(gone).ending is Ending.PUBLISHED


def test_base_and_head_without_common_history_get_a_neutral_word(org: Org) -> None:
    org.commit("island", {"app/users.py": CLEAN})
    pull = org.open("island")
    run(org.work, "checkout", "-q", "--orphan", "other")
    run(org.work, "commit", "-q", "-m", "Other history")
    run(org.work, "push", "-q", "--force", str(org.bare), "HEAD:refs/heads/main")
    moved = run(org.work, "rev-parse", "HEAD")
    from dataclasses import replace

    outcome = org.review(replace(pull, base_sha=moved))
    assert outcome.ending is Ending.UNREVIEWED
    (check,) = org.github.check_runs("acme/shop")
    assert check.conclusion == "neutral"
    assert check.output["title"] == "Base and head share no history"


def test_a_head_that_is_not_there_ends_quietly(org: Org) -> None:
    from dataclasses import replace

    org.commit("clean", {"app/users.py": CLEAN})
    pull = replace(org.open("clean"), head_sha="0" * 39 + "1")
    assert org.review(pull).ending in {Ending.GONE, Ending.UNREVIEWED}
    assert org.ledger.unfinished_steps(pull.repo_id, pull.number) == ()
    org.github.reset_calls()


def test_a_removed_installation_and_a_deleted_repository_end_the_job(org: Org) -> None:
    org.commit("clean", {"app/users.py": CLEAN})
    pull = org.open("clean")
    org.github.delete_repository("acme/shop")
    with pytest.raises(RepositoryGone):
        org.review(pull)
    org.github.uninstall("acme")
    with pytest.raises(InstallationGone):
        org.review(pull)


@pytest.mark.parametrize("path", ["/check-runs$", "/reviews$"])
def test_a_lost_answer_is_looked_for_and_not_sent_again(org: Org, path: str) -> None:
    org.commit("flawed", {"app/users.py": FLAWED})
    pull = org.open("flawed")
    org.github.fault("lost_answer", method="POST", path=path, times=1)
    org.review(pull)
    assert len(org.github.check_runs("acme/shop")) == 1
    assert len(org.comments()) == 1


def test_a_moved_anchor_falls_back_to_single_comments(org: Org) -> None:
    org.commit("flawed", {"app/users.py": FLAWED})
    pull = org.open("flawed")
    org.github.fault("refused", method="POST", path="/reviews$", times=1)
    org.review(pull)
    assert org.calls() == ["checks/create", "", "pulls/create-review-comment"], (
        "a refused call names no operation"
    )
    assert len(org.comments()) == 1


def test_expired_tokens_and_limits_cost_a_wait_and_nothing_else(org: Org) -> None:
    org.commit("flawed", {"app/users.py": FLAWED})
    pull = org.open("flawed")
    org.github.fault("expired_token", method="POST", path="/check-runs$", times=1)
    org.github.fault("primary_limit", method="POST", path="/reviews$", times=1, reset_in_s=600)
    with pytest.raises(RetryLater) as caught:
        org.review(pull, delivery="one")
    assert 590 < caught.value.seconds < 610
    assert org.review(pull, delivery="one").ending is Ending.RESUMED
    assert len(org.github.check_runs("acme/shop")) == 1
    assert len(org.comments()) == 1


def test_hostile_names_and_files_are_reviewed_without_any_power(org: Org) -> None:
    odd = "app/`@octocat` #1 <img src=x>.py"
    files = {
        odd: FLAWED,
        "app/line\nbreak.py": FLAWED.replace("name", "name\u202e"),
        "deep.py": "x = " + "(" * 5000 + "1" + ")" * 5000 + "\n",
        "long.py": "x = '" + "a" * 900_000 + "'\n",
        "huge.py": FLAWED + "# padding\n" * 200_000,
        "bad.py": "\udcff\udcfe = 1\n".encode("utf-8", "surrogateescape").decode("latin-1"),
        ".gitattributes": "*.py -diff binary filter=evil\n",
        ".github/evenhand.yml": "families: {security: false}\n",
    }
    (org.work / "link.py").symlink_to("/etc/passwd")
    org.commit("hostile", files, "Add @octocat\n\nFixes #1\n")
    pull = org.open("hostile")
    outcome = org.review(pull)
    assert outcome.ending is Ending.PUBLISHED
    (check,) = org.github.check_runs("acme/shop")
    assert check.conclusion == "failure", "the pull request's own configuration does not judge it"
    said = [check.output["summary"], check.output["text"]]
    said += [c.body for c in org.comments(pull.number)] + [
        r.body for r in org.github.pull("acme/shop", 1).reviews
    ]
    assert odd in {c.path for c in org.comments(pull.number)}
    for text in said:
        outside = re.sub(r"(`+)[^`].*?(?<!`)\1(?!`)", "", str(text), flags=re.DOTALL)
        assert "@octocat" not in outside
        assert "<img" not in outside
        assert " #1" not in outside
    assert "symbolic link" in str(check.output["summary"])
    assert "huge.py" in str(check.output["summary"])


def _planted() -> dict[str, str]:
    """Ten kinds of credential, put together here so that no line of this file is one."""
    dice = random.Random(11)

    def some(length: int, alphabet: str = string.ascii_letters + string.digits) -> str:
        return "".join(dice.choices(alphabet, k=length))

    return {
        "token": "ghp_" + some(36),
        "cloud": "AKIA" + some(16, string.ascii_uppercase + "234567"),
        "chat": "xoxb-" + "17563482910-2938471023-" + some(24),
        "payment": "sk_live_" + some(24),
        "mail": "SG." + some(22) + "." + some(43),
        "database": "Vq7-plo" + "Ver.92xT",
        "chosen": "Winter-Sale!" + "2024x",
        "short": "hX9#" + "kLp2",
        "random": some(32, "0123456789abcdef"),
        "key": some(64),
    }


def test_ten_kinds_of_credential_reach_no_output_log_comment_or_table(
    org: Org, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = _planted()
    key = f"-----BEGIN RSA PRIVATE KEY-----\n{secrets['key']}\n{secrets['key'][::-1]}\n-----END RSA PRIVATE KEY-----\n"
    files = {
        "app/settings.py": f'TOKEN = "{secrets["token"]}"\nDB_PASSWORD = "{secrets["short"]}"\nUSERS = {{"password": "{secrets["chosen"]}"}}\n'
        f'def get(r):\n    return eval(r.args["x"] + "{secrets["chat"]}")\n',
        "deploy/values.yaml": f"cloud: {secrets['cloud']}\napiKey: {secrets['random']}\nadmin_password: {secrets['chosen']}\n",
        "deploy/key.pem": key,
        "src/config.ts": f"export const hook = '{secrets['chat']}';\nexport const stripe = process.env.KEY || '{secrets['payment']}';\n",
        "src/Main.java": f'class A {{ String mail = "{secrets["mail"]}"; }}\n',
        ".env": f"DATABASE_URL=postgres://shop:{secrets['database']}@db1.shop-prod.net/shop\n",
        "Dockerfile": f"FROM node\nENV DB_PASSWORD={secrets['chosen']} API_KEY={secrets['random']}\n",
    }
    head = org.commit("secrets", files)
    pull = org.open("secrets")
    assert org.review(pull).conclusion == "failure"
    (check,) = org.github.check_runs("acme/shop")
    said = [json.dumps(check.output, default=str), caplog.text, *capfd.readouterr()]
    said += [c.body for c in org.comments(pull.number)]
    said += [str(r.body) for r in org.github.pull("acme/shop", pull.number).reviews]
    tables = org.settings.data_dir.parent / "ledger.sqlite3"
    for file in tables.parent.glob("ledger.sqlite3*"):
        said.append(file.read_bytes().decode("latin-1"))
    with reviewed_change(org.work, "main", head, tell=said.append, warn=said.append) as result:
        report = result.report
        assert len([f for f in report.findings if f.rule == "security/hardcoded-secret"]) >= 10
        said += [
            as_text.render(report, result.source),
            as_json.render(report),
            sarif.render(report, "0"),
            as_markdown.render(report, result.source),
            repr(report),
        ]
    for name, secret in secrets.items():
        assert [text for text in said if secret in text] == [], name
    prints = {f.fingerprint for f in report.findings if f.rule == "security/hardcoded-secret"}
    assert not any(p in "".join(said[:-5]) for p in prints), "the service keys its fingerprints"
