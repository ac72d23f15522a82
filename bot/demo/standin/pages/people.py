"""Pages for people: what a browser sees of the stand-in. Everything shown may be hostile, so everything is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.demo.standin import git
from bot.demo.standin.pages.diff import comment_view, file_view
from bot.demo.standin.pages.text import html_of
from bot.demo.standin.state import Account, CheckRun, Pull, Repository
from bot.demo.standin.world import World

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_TEMPLATES.filters["markdown"] = html_of
_TEMPLATES.filters["day"] = lambda at: at.astimezone(UTC).strftime("%d %b %Y, %H:%M UTC") if at else ""


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the conversation."""

    id: str
    author: Account
    at: datetime
    verb: str
    body: Markup
    minimized: str | None = None
    places: tuple[tuple[str, str], ...] = ()
    """Anchor and text of each inline comment of a review."""


def _page(name: str, status: int = 200, form_targets: str = "'self'", **facts: Any) -> Response:
    answer = Response(
        _TEMPLATES.get_template(name).render(**facts), status, content_type="text/html; charset=utf-8"
    )
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action {form_targets}"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def sign_in_page(logins: list[str], redirect_uri: str, state: str) -> Response:
    """One button for each person."""
    parts = urlsplit(redirect_uri)
    # Browsers hold the redirect after the form to form-action too, so the caller's origin must be in it.
    target = (
        f"'self' {parts.scheme}://{parts.netloc}" if parts.netloc.replace(":", "").isascii() else "'self'"
    )
    clean = target if not any(mark in parts.netloc for mark in " ;,'\"") else "'self'"
    return _page("sign_in.html", form_targets=clean, logins=logins, redirect_uri=redirect_uri, state=state)


def register(app: Flask, world: World) -> None:
    """Add the pages."""
    state = world.state

    @app.get("/")
    def index() -> Response:
        with state.lock:
            repos = [repo for repo in state.repositories.values() if not repo.deleted]
            return _page("index.html", repos=sorted(repos, key=lambda repo: repo.full_name))

    @app.get("/_standin/style.css")
    def style() -> Response:
        return Response(
            (_HERE / "style.css").read_text(encoding="utf-8"), content_type="text/css; charset=utf-8"
        )

    @app.get("/_standin/avatar/<int:number>.svg")
    def avatar(number: int) -> Response:
        with state.lock:
            login = next((account.login for account in state.accounts.values() if account.id == number), "?")
        hue, letter = number * 47 % 360, login[:1].upper() if login[:1].isalnum() else "?"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="8" '
            f'fill="hsl({hue} 45% 42%)"/><text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" '
            f'text-anchor="middle">{letter}</text></svg>'
        )
        return Response(svg, content_type="image/svg+xml")

    @app.get("/<owner>/<name>")
    @app.get("/<owner>/<name>/pulls")
    def pulls(owner: str, name: str) -> Response:
        with state.lock:
            repo = state.repository(f"{owner}/{name}")
            if repo is None:
                return _missing()
            rows = sorted(repo.pulls.values(), key=lambda pull: pull.issue.created_at, reverse=True)
            issues = [issue for number, issue in sorted(repo.issues.items()) if number not in repo.pulls]
            runs = {pull.number: _latest(world, repo, pull.head_sha) for pull in rows}
            return _page("pulls.html", repo=repo, pulls=rows, runs=runs, issues=issues)

    @app.get("/<owner>/<name>/pull/<int:number>")
    def pull_page(owner: str, name: str, number: int) -> Response:
        with state.lock:
            repo = state.repository(f"{owner}/{name}")
            pull = repo.pulls.get(number) if repo else None
            if repo is None or pull is None:
                return _missing()
            return _pull(world, repo, pull)

    @app.get("/<owner>/<name>/issues/<int:number>")
    def issue_page(owner: str, name: str, number: int) -> Response:
        with state.lock:
            repo = state.repository(f"{owner}/{name}")
            issue = repo.issues.get(number) if repo else None
            if repo is None or issue is None:
                return _missing()
            return _page("issue.html", repo=repo, issue=issue)

    @app.get("/<owner>/<name>/blob/<ref>/<path:path>")
    def blob_page(owner: str, name: str, ref: str, path: str) -> Response:
        with state.lock:
            repo = state.repository(f"{owner}/{name}")
        sha = git.resolve(repo.git_dir, ref) if repo else None
        if repo is None or sha is None:
            return _missing()
        try:
            text = git.run(repo.git_dir, "cat-file", "blob", f"{sha}:{path}").decode(errors="replace")
        except git.GitError:
            return _missing()
        return _page("blob.html", repo=repo, path=path, ref=sha[:12], lines=text.splitlines()[:5000])


def _missing() -> Response:
    return _page("missing.html", 404)


def _latest(world: World, repo: Repository, head_sha: str) -> list[CheckRun]:
    latest: dict[str, CheckRun] = {}
    for run in sorted(world.state.check_runs.values(), key=lambda run: run.id):
        if run.repo is repo and run.head_sha == head_sha:
            latest[run.name] = run
    return list(latest.values())


def _pull(world: World, repo: Repository, pull: Pull) -> Response:
    files = world.shapes.files(repo, pull)
    shown = [comment for comment in pull.comments if comment.review.state != "PENDING"]
    views = [file_view(file, shown) for file in files]
    placed = {comment.id for view in views for row in view.rows for comment in row.comments}
    placed |= {comment.id for view in views for comment in view.above}
    lost = [comment_view(comment) for comment in shown if comment.id not in placed]
    base = world.shapes.merge_base(repo, pull)
    return _page(
        "pull.html",
        repo=repo,
        pull=pull,
        issue=pull.issue,
        runs=_latest(world, repo, pull.head_sha),
        files=views,
        outdated=lost,
        said=_conversation(pull),
        commits=git.commits_between(repo.git_dir, base, pull.head_sha, 250),
        additions=sum(file.additions for file in files),
        deletions=sum(file.deletions for file in files),
    )


def _conversation(pull: Pull) -> list[Said]:
    said = [
        Said(f"issuecomment-{c.id}", c.user, c.created_at, "commented", html_of(c.body), c.minimized)
        for c in pull.issue.comments
    ]
    for review in pull.reviews:
        mine = [c for c in pull.comments if c.review is review]
        if review.submitted_at is None or not (review.body or mine or review.state != "COMMENTED"):
            continue
        verb = {"APPROVED": "approved", "CHANGES_REQUESTED": "asked for changes"}.get(
            review.state, "reviewed"
        )
        places = tuple(
            (f"discussion_r{c.id}", f"{c.path}:{c.line or c.original_line or 'file'}") for c in mine
        )
        said.append(
            Said(
                f"pullrequestreview-{review.id}",
                review.user,
                review.submitted_at,
                verb,
                html_of(review.body),
                review.minimized,
                places,
            )
        )
    return sorted(said, key=lambda entry: entry.at)
