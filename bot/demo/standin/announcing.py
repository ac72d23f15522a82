"""Webhooks of the stand-in, as methods: build the payload as things stand, sign it, send it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.demo.standin import payloads
from bot.demo.standin.acting import Acting
from bot.demo.standin.state import Delivery


class Announcing(Acting):
    """Tells the App's webhook address what happened."""

    @property
    def webhook_url(self) -> str:
        """Where webhooks go."""
        return self.world.sender.url

    @webhook_url.setter
    def webhook_url(self, url: str) -> None:
        self.world.sender.url = url

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """Every delivery, oldest first."""
        with self.state.lock:
            return tuple(row for _, row in sorted(self.state.deliveries.items()))

    def deliver(self, event: str, payload: Mapping[str, Any], guid: str | None = None) -> Delivery:
        """Sign and send any payload."""
        return self.world.sender.deliver(event, payload, guid)

    def redeliver(self, delivery_id: int) -> Delivery:
        """Send a delivery again with its GUID."""
        return self.world.sender.redeliver(delivery_id)

    def pull_request_payload(
        self, repo: str, number: int, action: str, *, sender: str = "", **more: Any
    ) -> dict[str, Any]:
        """The payload of a ``pull_request`` event as things stand; ``more`` adds members (``before``, ``after``...)."""
        with self.state.lock:
            record = self._repo(repo)
            pull = record.pulls[number]
            account = self.state.account(sender or pull.issue.user.login)
            return payloads.pull_request(self.world, record, pull, action, account, more)

    def announce(self, repo: str, number: int, action: str, *, sender: str = "", **more: Any) -> Delivery:
        """Deliver a ``pull_request`` event as things stand."""
        return self.deliver(
            "pull_request", self.pull_request_payload(repo, number, action, sender=sender, **more)
        )

    def announce_label(
        self, repo: str, number: int, name: str, *, on: bool = True, sender: str = ""
    ) -> Delivery:
        """Put a label on (or take it off) and deliver the event."""
        label = self.label(repo, number, name, on=on)
        with self.state.lock:
            record = self._repo(repo)
            pull = record.pulls[number]
            account = self.state.account(sender or pull.issue.user.login)
            payload = payloads.labelled(self.world, record, pull, label, account, on=on)
        return self.deliver("pull_request", payload)

    def announce_base(self, repo: str, number: int, base_ref: str) -> Delivery:
        """Change the base and deliver ``edited``."""
        before = self.change_base(repo, number, base_ref)
        with self.state.lock:
            record = self._repo(repo)
            pull = record.pulls[number]
            payload = payloads.base_edited(self.world, record, pull, before, pull.issue.user)
        return self.deliver("pull_request", payload)

    def announce_comment(self, repo: str, number: int, author: str, body: str) -> Delivery:
        """Comment and deliver ``issue_comment.created``."""
        comment = self.comment(repo, number, author, body)
        with self.state.lock:
            record = self._repo(repo)
            issue = record.issues[number]
            payload = payloads.issue_comment(self.world, record, issue, comment, "created", comment.user)
        return self.deliver("issue_comment", payload)

    def comment_payload(self, repo: str, number: int) -> dict[str, Any]:
        """The payload of ``issue_comment.created`` for the latest comment."""
        with self.state.lock:
            record = self._repo(repo)
            issue = record.issues[number]
            comment = issue.comments[-1]
            return payloads.issue_comment(self.world, record, issue, comment, "created", comment.user)

    def review_comment_payload(
        self, repo: str, number: int, comment_id: int, action: str, *, sender: str
    ) -> dict[str, Any]:
        """The payload of a ``pull_request_review_comment`` event."""
        with self.state.lock:
            record = self._repo(repo)
            pull = record.pulls[number]
            comment = next(c for c in pull.comments if c.id == comment_id)
            account = self.state.account(sender)
            return payloads.review_comment(self.world, record, pull, comment, action, account)

    def thread_payload(
        self, repo: str, number: int, comment_id: int, action: str, *, sender: str
    ) -> dict[str, Any]:
        """The payload of a ``pull_request_review_thread`` event on the thread that a comment starts."""
        with self.state.lock:
            record = self._repo(repo)
            pull = record.pulls[number]
            comments = [c for c in pull.comments if comment_id in (c.id, c.in_reply_to_id)]
            account = self.state.account(sender)
            return payloads.review_thread(self.world, record, pull, comments, action, account)

    def check_run_payload(
        self, check_run_id: int, action: str, *, sender: str, identifier: str | None = None
    ) -> dict[str, Any]:
        """The payload of a ``check_run`` event."""
        with self.state.lock:
            run = self.state.check_runs[check_run_id]
            return payloads.check_run(self.world, run, action, self.state.account(sender), identifier)

    def merge_group_payload(self, repo: str, number: int) -> dict[str, Any]:
        """The payload of ``merge_group.checks_requested`` for a queue that would merge a pull request alone."""
        with self.state.lock:
            record = self._repo(repo)
            return payloads.merge_group(self.world, record, record.pulls[number])

    def announce_check_run(
        self, repo: str, check_run_id: int, action: str, *, sender: str, identifier: str | None = None
    ) -> Delivery:
        """Deliver a ``check_run`` event, e.g. ``rerequested`` or ``requested_action``."""
        with self.state.lock:
            run = self.state.check_runs[check_run_id]
            payload = payloads.check_run(self.world, run, action, self.state.account(sender), identifier)
        return self.deliver("check_run", payload)

    def announce_installation(self, org: str, action: str, *, sender: str = "") -> Delivery:
        """Deliver an ``installation`` event; ``deleted`` also removes the installation."""
        with self.state.lock:
            installed = self.installation(org)
            repos = [
                r for r in self.state.repositories.values() if r.owner is installed.account and not r.deleted
            ]
            account = self.state.account(sender or org, "Organization")
            payload = payloads.installation(self.world, installed, action, repos, account)
            if action == "deleted":
                self.uninstall(org)
        return self.deliver("installation", payload)

    def ping(self) -> Delivery:
        """Deliver ``ping``."""
        with self.state.lock:
            payload = payloads.ping(self.world)
        return self.deliver("ping", payload)
