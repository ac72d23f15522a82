"""Which issues a pull request says it closes: GitHub's closing keywords in its text, and a label of the team. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.pull_request import PullRequest

MATCH_LABEL = "evenhand-match:"
"""A label that puts pull requests side by side, e.g. ``evenhand-match:login-page``."""
LIMIT = 10
_KEYWORD = r"(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)"
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}"
_CODE = re.compile(r"(?ms)^(`{3,}|~{3,}).*?(?:^\1`*~*\s*$|\Z)|`[^`\n]*`|<!--.*?(?:-->|\Z)|^[ ]{0,3}>.*?$")


def issues_closed(pull: PullRequest, github_url: str) -> tuple[str, ...]:
    """``owner/name#12`` of each issue of the same account that the pull request closes, in lower case.

    https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
    """
    text = _CODE.sub(" ", f"{pull.title}\n{pull.body}")
    host = re.escape(urlsplit(github_url).netloc)
    shape = re.compile(
        rf"(?i)(?<![\w-]){_KEYWORD}\s*:?\s+"
        rf"(?:(?P<name>{_NAME})?\#(?P<n>\d{{1,9}})|https?://{host}/(?P<name2>{_NAME})/issues/(?P<n2>\d{{1,9}}))(?![\w/])"
    )
    found: dict[str, None] = {}
    for match in shape.finditer(text):
        name = (match["name"] or match["name2"] or pull.repo).lower()
        if name.partition("/")[0] == pull.org.lower():
            found[f"{name}#{int(match['n'] or match['n2'])}"] = None
    return tuple(found)[:LIMIT]


def targets(pull: PullRequest, github_url: str) -> tuple[str, ...]:
    """What puts this pull request beside others: issues, and labels as ``match:NAME``."""
    labels = [
        label[len(MATCH_LABEL) :].strip().lower()
        for label in pull.labels
        if label.lower().startswith(MATCH_LABEL)
    ]
    named = dict.fromkeys(f"match:{name[:60]}" for name in labels if name)
    return (*issues_closed(pull, github_url), *named)
