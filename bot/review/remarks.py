"""Heeding people: commands, comments they delete, threads they resolve, the *Not useful* button.

Everything here may be repeated without harm: what people said is kept by what it is about, and each answer is a stored
step that is looked for before it is sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence

from bot.attribution import agent_names
from bot.github import Client, people
from bot.ledger import Ledger
from bot.ledger.records import PlannedStep
from bot.markdown import marker
from bot.markers import NOT_USEFUL
from bot.pull_request import PullRequest
from bot.remark import Remark
from bot.review import commands, plan, threads
from bot.review.configuration import kept_settings
from bot.review.links import Links
from bot.review.publish import Publisher
from bot.settings import Settings

log = logging.getLogger(__name__)

DONE, REFUSED, NOT_UNDERSTOOD = "+1", "-1", "confused"
"""Reactions: how a command is answered."""


class Hearing:
    """Heeds the remarks on one pull request. Raises what :mod:`bot.github` raises."""

    def __init__(self, client: Client, ledger: Ledger, pull: PullRequest, settings: Settings) -> None:
        self.client = client
        self.ledger = ledger
        self.pull = pull
        self.settings = settings
        self.publisher = Publisher(client, ledger, pull, lambda: False)
        self._writers: dict[str, bool] = {}

    def heed(self, remarks: Sequence[Remark]) -> bool:
        """Carry out, in order. True when the pull request has to be reviewed for what was said."""
        wanted = False
        for remark in remarks:
            wanted = self._heed(remark) or wanted
        return wanted

    def _heed(self, remark: Remark) -> bool:
        repo_id, number = self.pull.repo_id, self.pull.number
        match remark.what:
            case "command":
                return self._command(remark)
            case "deleted":
                self.ledger.say(repo_id, number, "deleted", dict.fromkeys(remark.fingerprints, (0, 1)))
                self.ledger.dismiss(repo_id, number, remark.fingerprints)
            case "resolved":
                self.ledger.dismiss(repo_id, number, remark.fingerprints, only="standing")
            case "unresolved":
                self.ledger.restore(repo_id, number, remark.fingerprints)
            case _ if remark.what == NOT_USEFUL:
                return self._not_useful(remark)
        return False

    def _command(self, remark: Remark) -> bool:
        if not self._may_write(remark.login):
            self._answer(remark, REFUSED)
            return False
        command = commands.parse(remark.text, self._agents())
        if isinstance(command, commands.NotUnderstood):
            self._answer(remark, NOT_UNDERSTOOD, command.words)
            return False
        repo_id, number = self.pull.repo_id, self.pull.number
        reply = ""
        match command.name:
            case "ignore":
                prints = self.ledger.ignore(repo_id, number, command.subject, command.reason)
                self.ledger.say(repo_id, number, "command", dict.fromkeys(prints, (0, 1)))
                self._fold(prints)
            case "agent":
                self.ledger.name_agent(repo_id, number, command.subject)
            case "explain":
                reply = commands.explanation(command.subject, self._links())
            case "help":
                reply = commands.help_text()
        self._answer(remark, DONE, reply)
        log.info("command carried out", extra={"command": command.name})
        return command.name in {"recheck", "ignore", "agent"}

    def _not_useful(self, remark: Remark) -> bool:
        if not self._may_write(remark.login):
            return False
        repo_id, number = self.pull.repo_id, self.pull.number
        prints = self.ledger.standing(repo_id, number, self.pull.head_sha)
        self.ledger.say(repo_id, number, "button", dict.fromkeys(prints, (0, 1)))
        self._fold(prints)
        return bool(prints)

    def _fold(self, prints: Sequence[str]) -> None:
        """These findings do not come back on this pull request, and their comments are folded away."""
        posted = self.ledger.posted(self.pull.repo_id, self.pull.number).comments
        shown = {c.fingerprint for c in posted if c.state == "standing"}
        self.ledger.dismiss(self.pull.repo_id, self.pull.number, prints)
        if shown & set(prints):
            after = self.ledger.posted(self.pull.repo_id, self.pull.number).comments
            threads.fold_dismissed(
                self.client, self.pull, [c.fingerprint for c in after if c.state == "dismissed"]
            )

    def _answer(self, remark: Remark, reaction: str, reply: str = "") -> None:
        about = f"answer {self.pull.repo_id} {remark.comment_id}"
        if self.ledger.step_is_done(self.pull.repo_id, self.pull.number, plan.REACTION, about):
            return
        head = {"head": self.pull.head_sha}
        steps = []
        if reply:
            mark = marker(about)
            steps.append(PlannedStep(plan.ANSWER, mark, head | {"body": f"{reply}\n\n{mark}"}))
        target = {"comment_id": remark.comment_id, "content": reaction, "in_thread": remark.in_thread}
        steps.append(PlannedStep(plan.REACTION, about, head | target))
        stored = self.ledger.save_plan(self.pull.repo_id, self.pull.number, self.pull.head_sha, None, steps)
        self.publisher.publish(stored)

    def _may_write(self, login: str) -> bool:
        if login not in self._writers:
            self._writers[login] = people.may_write(self.client, login)
        return self._writers[login]

    def _agents(self) -> Collection[str]:
        return agent_names(kept_settings(self.ledger, self.pull).own_agents)

    def _links(self) -> Links:
        return Links(
            self.settings.github_url, self.pull.repo, self.pull.head_sha, f"{self.settings.public_url}/rules"
        )
