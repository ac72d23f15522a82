"""Reactions to issues, comments and review comments."""

from __future__ import annotations

from bot import clock
from bot.demo.standin.answers import Answer, not_found
from bot.demo.standin.api.issues import find_comment
from bot.demo.standin.api.reviews import find_review_comment
from bot.demo.standin.state import Reaction
from bot.demo.standin.world import Call, handles


def _target(call: Call) -> list[Reaction]:
    if "issue_number" in call.params:
        return call.issue().reactions
    if "/issues/comments/" in call.operation.template:
        return find_comment(call)[1].reactions
    return find_review_comment(call)[1].reactions


@handles(
    "reactions/list-for-issue",
    "reactions/list-for-issue-comment",
    "reactions/list-for-pull-request-review-comment",
)
def list_reactions(call: Call) -> Answer:
    """All reactions, or those of one content."""
    content = call.query.get("content")
    chosen = [reaction for reaction in _target(call) if content in (None, reaction.content)]
    return call.listed(chosen, call.shapes.reaction)


@handles(
    "reactions/create-for-issue",
    "reactions/create-for-issue-comment",
    "reactions/create-for-pull-request-review-comment",
)
def react(call: Call) -> Answer:
    """React once: a second time answers 200 with the first."""
    target = _target(call)
    for reaction in target:
        if reaction.user is call.author and reaction.content == call.body["content"]:
            return Answer(200, call.shapes.reaction(reaction))
    made = Reaction(call.state.new_id("reaction"), call.author, call.body["content"], clock.now())
    target.append(made)
    return Answer(201, call.shapes.reaction(made))


@handles("reactions/delete-for-issue-comment", "reactions/delete-for-pull-request-comment")
def unreact(call: Call) -> Answer:
    """Take a reaction back."""
    target = _target(call)
    for reaction in target:
        if reaction.id == call.number("reaction_id"):
            target.remove(reaction)
            return Answer(204)
    raise not_found()
