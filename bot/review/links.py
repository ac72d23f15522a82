"""Addresses that a review points at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Links:
    """Permanent links into one head of one repository, and to the rules' pages."""

    github_url: str
    repo: str
    head_sha: str
    rule_pages: str | None = None
    """Address below which each rule has its page, where people can reach one."""

    def place(self, path: str, line: int) -> str:
        """Permanent link to a line at head (to the file when ``line`` is 0)."""
        anchor = f"#L{line}" if line > 0 else ""
        return f"{self.github_url}/{self.repo}/blob/{self.head_sha}/{quote(path, safe='/')}{anchor}"

    def rule(self, rule_id: str) -> str | None:
        """The rule's page."""
        return None if self.rule_pages is None else f"{self.rule_pages}/{rule_id}"
