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
        """The report as a PDF."""
        try:
            rows = self.archive.rows(account_id, month)
            return render_pdf(rows)
        except Exception as e:
            raise ReportError("report could not be built: " + str(e))

    def store(self, account_id: int, month: str) -> str:
        pdf = self.build(account_id, month)
        try:
            return self.archive.put(account_id, month, pdf)
        except OSError:
            log.error("archive refused the report of %s", account_id)
            raise ReportError("report could not be stored") from None
