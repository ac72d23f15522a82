"""Packs folders; temporary files never stay."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)


def pack(folder: Path, target: Path) -> Path:
    work = Path(tempfile.mkdtemp())
    try:
        built = shutil.make_archive(str(work / "out"), "zip", folder)
        return Path(shutil.move(built, target))
    finally:
        for left in work.iterdir():
            if left.is_dir():
                continue
            left.unlink()
        shutil.rmtree(work, ignore_errors=True)


def pack_all(folders: list[Path], target: Path) -> list[Path]:
    done = []
    for folder in folders:
        try:
            done.append(pack(folder, target))
        finally:
            logger.info("%s handled", folder)
    return done


def deferred(folder: Path) -> list[str]:
    names: list[str] = []
    try:
        names.extend(p.name for p in folder.iterdir())
    finally:

        def describe() -> str:
            return ", ".join(names)

        logger.info("folder holds %s", describe())
    return names
