"""Pull requests, their files and commits."""

from __future__ import annotations

from bot.demo.standin import git
from bot.demo.standin.answers import Answer, Refusal
from bot.demo.standin.state import Pull
from bot.demo.standin.world import Call, handles

# GitHub's limits on diffs (docs: repository limits; files lists end at 3,000).
DIFF_FILES = 300
DIFF_LINES = 20_000
LISTED_FILES = 3_000
LISTED_COMMITS = 250


@handles("pulls/list")
def list_pulls(call: Call) -> Answer:
    """Pull requests by state, base, head; newest first."""
    state = call.query.get("state", "open")
    head, base = call.query.get("head"), call.query.get("base")
    pulls = [
        pull
        for pull in call.repo.pulls.values()
        if state in ("all", pull.issue.state)
        and base in (None, pull.base_ref)
        and head in (None, f"{pull.head_repo.owner.login}:{pull.head_ref}")
    ]
    updated = call.query.get("sort", "created") == "updated"
    pulls.sort(
        key=lambda pull: (pull.issue.updated_at if updated else pull.issue.created_at, pull.number),
        reverse=call.query.get("direction", "desc") == "desc",
    )
    return call.listed(pulls, lambda pull: call.shapes.simple_pull(call.repo, pull))


def _too_large(call: Call, pull: Pull) -> None:
    files = call.shapes.files(call.repo, pull)
    lines = sum(len((file.patch or "").split("\n")) for file in files)
    if len(files) > DIFF_FILES or lines > DIFF_LINES:
        limit = f"files ({DIFF_FILES})" if len(files) > DIFF_FILES else f"lines ({DIFF_LINES})"
        text = f"Sorry, the diff exceeded the maximum number of {limit}."
        raise Refusal(406, text, [{"resource": "PullRequest", "field": "diff", "code": "too_large"}])


@handles("pulls/get")
def get(call: Call) -> Answer:
    """One pull request, or its diff when the media type asks for it."""
    pull = call.pull()
    for kind in ("diff", "patch"):
        if f".{kind}" in call.accept:
            _too_large(call, pull)
            base = call.shapes.merge_base(call.repo, pull)
            raw = git.diff_text(call.repo.git_dir, base, pull.head_sha, patch=kind == "patch")
            media_type = f"application/vnd.github.v3.{kind}; charset=utf-8"
            return Answer(raw=raw, media_type=media_type)
    return Answer(body=call.shapes.pull(call.repo, pull))


@handles("pulls/list-files")
def files(call: Call) -> Answer:
    """Changed files, at most 3,000."""
    pull = call.pull()
    listed = call.shapes.files(call.repo, pull)[:LISTED_FILES]
    return call.listed(listed, lambda file: call.shapes.file(call.repo, pull.head_sha, file))


@handles("pulls/list-commits")
def commits(call: Call) -> Answer:
    """Commits, at most 250, oldest first."""
    pull = call.pull()
    base = call.shapes.merge_base(call.repo, pull)
    listed = git.commits_between(call.repo.git_dir, base, pull.head_sha, LISTED_COMMITS)
    return call.listed(listed, lambda commit: call.shapes.commit(call.repo, commit))


@handles("pulls/check-if-merged")
def merged(call: Call) -> Answer:
    """204 when merged, 404 when not."""
    if call.pull().merged_at is None:
        raise Refusal(404, "Not Found")
    return Answer(204)


@handles("repos/list-pull-requests-associated-with-commit")
def of_commit(call: Call) -> Answer:
    """Pull requests that hold a commit."""
    sha = git.resolve(call.repo.git_dir, call.params["commit_sha"])
    if sha is None:
        raise Refusal(422, f"No commit found for SHA: {call.params['commit_sha']}")
    found = [
        pull
        for pull in call.repo.pulls.values()
        if sha in (pull.head_sha, pull.merge_commit_sha)
        or any(
            commit.sha == sha
            for commit in git.commits_between(
                call.repo.git_dir, call.shapes.merge_base(call.repo, pull), pull.head_sha
            )
        )
    ]
    return call.listed(found, lambda pull: call.shapes.simple_pull(call.repo, pull))
