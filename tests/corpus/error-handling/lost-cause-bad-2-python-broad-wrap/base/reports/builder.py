"""Builds the monthly report."""

import logging

from reports.render import render_pdf
from reports.store import Archive

log = logging.getLogger(__name__)


class ReportError(Exception):
    """A report could not be built."""


class Builder:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def build(self, account_id: int, month: str) -> bytes:
        return render_pdf(self.archive.rows(account_id, month))
