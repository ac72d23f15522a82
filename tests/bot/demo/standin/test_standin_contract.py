"""The stand-in refuses what GitHub refuses, and keeps to GitHub's description itself."""

from __future__ import annotations

from typing import Any

import pytest
from github import Auth, Github, GithubIntegration

from bot.demo.standin import contract
from bot.demo.standin.world import HANDLERS

CHECKS = "/repos/acme/shop/check-runs"
REVIEWS = "/repos/acme/shop/pulls/1/reviews"


def _annotation(**more: Any) -> dict[str, Any]:
    return {
        "path": "app.py",
        "start_line": 1,
        "end_line": 1,
        "annotation_level": "notice",
        "message": "m",
        **more,
    }


def _run(**more: Any) -> dict[str, Any]:
    return {"name": "Evenhand", "head_sha": "HEAD", **more}


def _output(*annotations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return _run(output={"title": "t", "summary": "s", "annotations": list(annotations), **more})


def test_every_operation_of_the_slice_has_a_handler():
    assert {operation.id for operation in contract.github().operations} == set(HANDLERS)


FAULTY_RUNS = {
    "completed without conclusion": _run(status="completed"),
    "completed_at without conclusion": _run(completed_at="2026-01-01T00:00:00Z"),
    "stale is not ours to set": _run(status="completed", conclusion="stale"),
    "ends before it starts": _run(
        conclusion="success", started_at="2026-01-02T00:00:00Z", completed_at="2026-01-01T00:00:00Z"
    ),
    "no name": {"head_sha": "HEAD"},
    "no head": {"name": "Evenhand"},
    "unknown member": _run(colour="red"),
    "unknown member inside": _output(_annotation(severity="high")),
    "51 annotations": _output(*[_annotation()] * 51),
    "wrong level": _output(_annotation(annotation_level="error")),
    "long title": _output(_annotation(title="x" * 256)),
    "columns over lines": _output(_annotation(end_line=2, start_column=1)),
    "line zero": _output(_annotation(start_line=0)),
    "long message": _output(_annotation(message="ü" * 40_000)),
    "long summary": _output(summary="x" * 65_536),
    "long text": _output(text="x" * 65_536),
    "four actions": _run(
        actions=[{"label": "a", "description": "b", "identifier": str(n)} for n in range(4)]
    ),
    "long label of an action": _run(actions=[{"label": "a" * 21, "description": "b", "identifier": "c"}]),
    "local time": _run(started_at="yesterday"),
}


@pytest.mark.parametrize("body", FAULTY_RUNS.values(), ids=FAULTY_RUNS)
def test_a_faulty_check_run_is_refused_and_recorded(shop, body):
    body = {**body, "head_sha": shop.head} if "head_sha" in body else body
    answer = shop.call("POST", CHECKS, json=body, token=shop.token())
    assert answer.status_code == 422
    assert len(shop.github.violations) == 1
    assert shop.github.check_runs("acme/shop") == ()


def test_fifty_annotations_fit_and_each_update_appends_more(shop):
    token = shop.token()
    body = _output(*[_annotation()] * 50) | {"head_sha": shop.head}
    made = shop.call("POST", CHECKS, json=body, token=token).json()
    more = {"output": {"title": "t", "summary": "s", "annotations": [_annotation()] * 50}}
    changed = shop.call("PATCH", f"{CHECKS}/{made['id']}", json=more, token=token).json()
    assert changed["output"]["annotations_count"] == 100
    listed = shop.call("GET", f"{CHECKS}/{made['id']}/annotations?per_page=100", token=token)
    assert len(listed.json()) == 100
    assert shop.github.violations == ()


def _review(*comments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"event": "COMMENT", "body": "Summary", "comments": list(comments), **more}


GOOD = {"path": "app.py", "line": 10, "side": "RIGHT", "body": "here"}


@pytest.mark.parametrize(
    "bad",
    [
        {"path": "app.py", "line": 30, "side": "RIGHT", "body": "outside every hunk"},
        {"path": "other.py", "line": 1, "side": "RIGHT", "body": "file is not in the diff"},
        {"path": "new.py", "line": 1, "side": "LEFT", "body": "a new file has no left side"},
        {"path": "app.py", "start_line": 10, "line": 50, "side": "RIGHT", "body": "over two hunks"},
    ],
)
def test_one_bad_anchor_refuses_the_whole_review(shop, bad):
    answer = shop.call("POST", REVIEWS, json=_review(GOOD, bad), token=shop.token())
    assert answer.status_code == 422
    assert shop.github.pull("acme/shop", 1).comments == []
    assert shop.github.pull("acme/shop", 1).reviews == []
    assert [violation.kind for violation in shop.github.violations] == ["anchor"]


@pytest.mark.parametrize(
    "good",
    [
        GOOD,
        {"path": "app.py", "line": 13, "side": "RIGHT", "body": "context after the change"},
        {"path": "app.py", "line": 10, "side": "LEFT", "body": "the removed line"},
        {
            "path": "new.py",
            "start_line": 1,
            "start_side": "RIGHT",
            "line": 2,
            "side": "RIGHT",
            "body": "a range",
        },
    ],
)
def test_lines_of_the_diff_and_their_context_take_comments(shop, good):
    token = shop.token()
    assert shop.call("POST", REVIEWS, json=_review(good), token=token).status_code == 200
    listed = shop.call("GET", "/repos/acme/shop/pulls/1/comments", token=token).json()
    assert [(comment["path"], comment["line"]) for comment in listed] == [(good["path"], good["line"])]
    assert shop.github.violations == ()


@pytest.mark.parametrize(
    "body",
    [
        _review({**GOOD, "subject_type": "file"}),
        _review({"path": "app.py", "body": "no line"}),
        _review(GOOD, event="NOTE"),
        {"event": "COMMENT", "comments": [GOOD]},
        _review({**GOOD, "line": 10, "start_line": 10}),
        _review(*[GOOD] * 31),
        _review({**GOOD, "body": "x" * 65_537}),
    ],
)
def test_a_faulty_review_is_refused_and_recorded(shop, body):
    assert shop.call("POST", REVIEWS, json=body, token=shop.token()).status_code == 422
    assert len(shop.github.violations) == 1


def test_the_old_head_still_takes_comments_after_a_push(shop):
    old = shop.head
    shop.commit({"app.py": "all new\n"})
    shop.push("feature")
    shop.github.synchronize("acme/shop", 1)
    answer = shop.call("POST", REVIEWS, json=_review(GOOD, commit_id=old), token=shop.token())
    assert answer.status_code == 200


def test_comments_move_with_their_line_and_go_out_of_date_when_it_changes(shop):
    token = shop.token()
    second = {**GOOD, "line": 50}
    shop.call("POST", REVIEWS, json=_review(GOOD, second), token=token)
    lines = (shop.tree / "app.py").read_text().splitlines(keepends=True)
    shop.commit({"app.py": "".join(["top\n", *lines[:49], "changed again\n", *lines[50:]])})
    shop.push("feature")
    before, after = shop.github.synchronize("acme/shop", 1)
    listed = shop.call("GET", "/repos/acme/shop/pulls/1/comments", token=token).json()
    assert [(row["line"], row["original_line"]) for row in listed] == [(11, 10), (None, 50)]
    assert {row["commit_id"] for row in listed} == {after}
    assert {row["original_commit_id"] for row in listed} == {before}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("labels", {"name": "x" * 51, "color": "ededed"}),
        ("labels", {"name": "x", "color": "#ededed"}),
        ("labels", {"name": "x", "color": "ededed", "description": "d" * 101}),
        ("issues", {"title": "x" * 257}),
        ("issues", {"title": "x", "body": "y" * 65_537}),
        ("issues", {"body": "no title"}),
        ("issues/1/comments", {"body": " "}),
        ("issues/1/labels", {"labels": []}),
        ("issues/1/reactions", {"content": "thumbsup"}),
        ("check-suites", {"head_sha": "x"}),
    ],
)
def test_limits_on_labels_issues_and_comments_hold(shop, path, body):
    answer = shop.call("POST", f"/repos/acme/shop/{path}", json=body, token=shop.token())
    assert answer.status_code in (404, 422)
    assert len(shop.github.violations) == 1


def test_a_label_exists_once_whatever_its_case(shop):
    token = shop.token()
    answer = shop.call("POST", "/repos/acme/shop/labels", json={"name": "Agent:Codex"}, token=token)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "already_exists"
    assert shop.github.violations == ()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"User-Agent": ""}, 403),
        ({"Accept": "text/html"}, 415),
        ({"X-GitHub-Api-Version": "2019-01-01"}, 400),
    ],
)
def test_required_headers_are_required(shop, headers, status):
    answer = shop.call("GET", "/repos/acme/shop", headers=headers, token=shop.token())
    assert answer.status_code == status
    assert [violation.kind for violation in shop.github.violations] == ["header"]


def test_unknown_query_parameters_and_wrong_types_are_breaches(shop):
    token = shop.token()
    assert shop.call("GET", "/repos/acme/shop/pulls?per_page=abc", token=token).status_code == 422
    assert shop.call("GET", "/repos/acme/shop/pulls?pages=2", token=token).status_code == 422
    assert len(shop.github.violations) == 2


def test_lists_have_pages_with_links(shop):
    token = shop.token()
    for number in range(5):
        shop.call("POST", "/repos/acme/shop/issues", json={"title": f"Issue {number}"}, token=token)
    first = shop.call("GET", "/repos/acme/shop/issues?per_page=2", token=token)
    assert set(first.links) == {"next", "last"}
    second = shop.session.get(first.links["next"]["url"], headers=first.request.headers, timeout=20)
    assert set(second.links) == {"first", "prev", "next", "last"}
    titles = [issue["title"] for issue in first.json() + second.json()]
    assert titles == ["Issue 4", "Issue 3", "Issue 2", "Issue 1"]


def test_an_unchanged_answer_is_a_304_that_costs_nothing(shop):
    token = shop.token()
    first = shop.call("GET", "/repos/acme/shop", token=token)
    again = shop.call(
        "GET", "/repos/acme/shop", token=token, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    later = shop.call("GET", "/repos/acme/shop", token=token)
    assert int(first.headers["X-RateLimit-Remaining"]) - int(later.headers["X-RateLimit-Remaining"]) == 1


def test_pygithub_works_against_it_without_a_breach(shop):
    app = shop.github.app_credentials
    with GithubIntegration(
        auth=Auth.AppAuth(app.app_id, app.private_key), base_url=shop.github.api_url
    ) as integration:
        token = integration.get_access_token(shop.github.installation("acme").id).token
    with Github(
        auth=Auth.Token(token),
        base_url=shop.github.api_url,
        seconds_between_requests=0,
        seconds_between_writes=0,
    ) as client:
        repo = client.get_repo("acme/shop")
        pull = repo.get_pull(1)
        run = repo.create_check_run("Evenhand", pull.head.sha, status="in_progress")
        run.edit(status="completed", conclusion="success", output={"title": "t", "summary": "s"})
        review = pull.create_review(body="Summary", event="COMMENT", comments=[GOOD])
        review.edit("Better summary")
        comment = next(iter(pull.get_review_comments()))
        comment.edit("There")
        pull.create_review_comment_reply(comment.id, "Thanks")
        pull.add_to_labels("agent:codex", "new label")
        issue = repo.create_issue("Week", body="Words", labels=["summary"])
        issue.edit(body="More words")
        assert [file.filename for file in pull.get_files()] == ["app.py", "new.py"]
        assert [commit.commit.message for commit in pull.get_commits()] == ["Work"]
        assert repo.get_contents("app.py", ref="feature").decoded_content.startswith(b"line 1\n")
        assert repo.compare("main", "feature").ahead_by == 1
        assert repo.get_collaborator_permission("ann") == "write"
        assert [found.body for found in pull.get_review_comments()] == ["There", "Thanks"]
    assert shop.github.violations == ()
