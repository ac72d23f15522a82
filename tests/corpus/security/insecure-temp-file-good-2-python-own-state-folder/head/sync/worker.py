"""Fetches the files of partners once an hour."""
import logging
import tempfile
from pathlib import Path

import requests

log = logging.getLogger(__name__)
STATE_DIR = Path("/var/lib/partner-sync")
STATE_FILE = STATE_DIR / "state"
FREE_SPACE_PATH = "/tmp"


def fetch(url: str) -> bytes:
    response = requests.get(url, timeout=30)
    response.raise_for_status()
    return response.content


def remember(cursor: str) -> None:
    STATE_FILE.write_text(cursor)


def work_dir() -> Path:
    """A private folder; removed by the caller."""
    return Path(tempfile.mkdtemp(prefix="partner-sync-"))


def store(partner: str, content: bytes) -> Path:
    target = work_dir() / f"{partner}.xml"
    target.write_bytes(content)
    log.info("%d bytes of %s stored", len(content), partner)
    return target


def clean_up(folder: Path) -> None:
    """Old versions of this worker left files below the temporary folder of the system."""
    for leftover in Path(tempfile.gettempdir()).glob("partner-sync-*"):
        if leftover != folder:
            log.info("left over: %s", leftover.name)


def has_space() -> bool:
    import shutil

    return shutil.disk_usage(FREE_SPACE_PATH).free > 1_000_000
