"""What people do on GitHub, as methods of the stand-in: open, push to, label, comment on, merge and close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot import clock
from bot.demo.standin import history
from bot.demo.standin.api.labels import ensure_label
from bot.demo.standin.state import (
    Installation,
    Issue,
    IssueComment,
    Label,
    Pull,
    Reaction,
    Repository,
    Review,
    ReviewComment,
    State,
)
from bot.demo.standin.world import World


class Acting:
    """The people's side of a stand-in. Times may be given, so that weeks can be played in seconds."""

    _world: World | None = None

    @property
    def world(self) -> World:
        """The inside, for tests that must look there."""
        if self._world is None:
            raise RuntimeError("the stand-in has not been started: call start()")
        return self._world

    @property
    def state(self) -> State:
        """Everything it remembers."""
        return self.world.state

    def _repo(self, full_name: str) -> Repository:
        repo = self.state.repository(full_name)
        if repo is None:
            raise KeyError(f"no repository {full_name}")
        return repo

    def installation(self, org: str) -> Installation:
        """The installation on an account."""
        with self.state.lock:
            for known in self.state.installations.values():
                if known.account.login.lower() == org.lower():
                    return known
        raise KeyError(f"the App is not installed on {org}")

    def uninstall(self, org: str) -> None:
        """Remove the App from an account; its tokens die."""
        with self.state.lock:
            del self.state.installations[self.installation(org).id]

    def suspend(self, org: str, *, suspended: bool = True) -> None:
        """Suspend the installation, or end the suspension."""
        with self.state.lock:
            self.installation(org).suspended_at = clock.now() if suspended else None

    def open_pull_request(
        self,
        repo: str,
        head_ref: str,
        base_ref: str,
        title: str,
        body: str,
        author_login: str,
        *,
        created_at: datetime | None = None,
        labels: Iterable[str] = (),
        draft: bool = False,
        head_repo: str | None = None,
    ) -> Pull:
        """Open a pull request; ``head_repo`` names the fork it comes from."""
        with self.state.lock:
            return history.open_pull(
                self.state,
                self._repo(repo),
                head_ref=head_ref,
                base_ref=base_ref,
                title=title,
                body=body,
                author=self.state.account(author_login),
                at=created_at,
                labels=labels,
                draft=draft,
                head_repo=self._repo(head_repo) if head_repo else None,
            )

    def synchronize(self, repo: str, number: int, *, at: datetime | None = None) -> tuple[str, str]:
        """Take over what was pushed; gives the head before and after."""
        with self.state.lock:
            record = self._repo(repo)
            return history.synchronize(record, record.pulls[number], at)

    def merge(
        self, repo: str, number: int, *, by: str = "", at: datetime | None = None, method: str = "merge"
    ) -> str:
        """Merge (``merge`` or ``squash``); gives the new commit's sha."""
        with self.state.lock:
            record = self._repo(repo)
            person = self.state.account(by or record.pulls[number].issue.user.login)
            return history.merge(record, record.pulls[number], by=person, at=at, method=method)

    def close(self, repo: str, number: int, *, by: str = "", at: datetime | None = None) -> None:
        """Close without merging."""
        with self.state.lock:
            pull = self._repo(repo).pulls[number]
            history.close(pull, by=self.state.account(by or pull.issue.user.login), at=at)

    def reopen(self, repo: str, number: int, *, at: datetime | None = None) -> None:
        """Open again."""
        with self.state.lock:
            history.reopen(self._repo(repo).pulls[number], at)

    def set_draft(self, repo: str, number: int, draft: bool) -> None:
        """Convert to draft, or mark as ready."""
        with self.state.lock:
            self._repo(repo).pulls[number].draft = draft

    def change_base(
        self, repo: str, number: int, base_ref: str, *, at: datetime | None = None
    ) -> tuple[str, str]:
        """Another base branch; gives the ref and sha from before."""
        with self.state.lock:
            record = self._repo(repo)
            return history.change_base(record, record.pulls[number], base_ref, at)

    def label(self, repo: str, number: int, name: str, *, on: bool = True) -> Label:
        """Put a label on, or take it off."""
        with self.state.lock:
            record = self._repo(repo)
            label = ensure_label(self.state, record, name)
            issue = record.issues[number]
            issue.labels = [held for held in issue.labels if held is not label] + ([label] if on else [])
            return label

    def open_issue(self, repo: str, author: str, title: str, body: str = "") -> Issue:
        """A person opens an issue."""
        with self.state.lock:
            record, now = self._repo(repo), clock.now()
            issue = Issue(
                id=self.state.new_id("issue"),
                number=record.next_number,
                title=title,
                body=body,
                user=self.state.account(author),
                created_at=now,
                updated_at=now,
            )
            record.next_number += 1
            record.issues[issue.number] = issue
            return issue

    def comment(
        self, repo: str, number: int, author: str, body: str, *, at: datetime | None = None
    ) -> IssueComment:
        """A person's comment."""
        with self.state.lock:
            return history.say(
                self.state, self._repo(repo).issues[number], self.state.account(author), body, at
            )

    def reply(self, repo: str, number: int, comment_id: int, who: str, body: str) -> ReviewComment:
        """A person answers in the thread that a review comment starts."""
        with self.state.lock:
            pull = self._repo(repo).pulls[number]
            first = next(c for c in pull.comments if c.id == comment_id)
            person, now = self.state.account(who), clock.now()
            review = Review(self.state.new_id("review"), person, "", "COMMENTED", pull.head_sha, now)
            made = replace(
                first,
                id=self.state.new_id("comment"),
                review=review,
                user=person,
                body=body,
                created_at=now,
                updated_at=now,
                in_reply_to_id=first.id,
                minimized=None,
                reactions=[],
                resolved_by=None,
            )
            pull.reviews.append(review)
            pull.comments.append(made)
            return made

    def react(self, repo: str, number: int, comment_id: int, who: str, content: str) -> None:
        """A person reacts to a review comment, or takes the same reaction back."""
        with self.state.lock:
            comment = next(c for c in self._repo(repo).pulls[number].comments if c.id == comment_id)
            person = self.state.account(who)
            held = [r for r in comment.reactions if r.user is person and r.content == content]
            if held:
                comment.reactions.remove(held[0])
            else:
                made = Reaction(self.state.new_id("reaction"), person, content, clock.now())
                comment.reactions.append(made)

    def approve(
        self, repo: str, number: int, author: str, body: str = "", *, at: datetime | None = None
    ) -> Review:
        """A person's approval."""
        with self.state.lock:
            return history.approve(
                self.state, self._repo(repo).pulls[number], self.state.account(author), body, at
            )
