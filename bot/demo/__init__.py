"""``evenhand demo``: the whole service on one machine. Nothing in it is played but GitHub and the people on it."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from types import FrameType

from rich.console import Console

from bot import summary
from bot.demo import screen, stories
from bot.demo.play import Play, PlayError
from bot.demo.service import ServiceError
from bot.demo.standin import HistoryError
from bot.demo.stories import SampleError, Samples

SHOWN = "03-delivery-window"
"""The sample whose review is printed."""
INTERRUPTED = 130


def run(exit_after: bool, port: int = 0, data_dir: Path | None = None, github_port: int = 0) -> int:
    """Show everything; ends after printing with ``exit_after``, else at Ctrl-C.

    Answers 0 only when every review arrived, no job failed and GitHub's contract was kept.
    """
    out = screen.console()
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _show(out, exit_after, port, data_dir, github_port)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (PlayError, ServiceError, SampleError, HistoryError) as error:
        out.print(f"The demo cannot go on: {error}", style="red", markup=False, highlight=False)
        return 1
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _show(out: Console, exit_after: bool, port: int, data_dir: Path | None, github_port: int) -> int:
    samples = stories.load()
    out.print("Starting a stand-in for GitHub and the real service: Redis, scheduler, two workers, web.")
    with Play(data_dir, port=port, github_port=github_port) as play:
        try:
            status = show(out, play, samples)
        except KeyboardInterrupt:
            out.print("Ending.")
            raise
        if exit_after:
            return status
        out.print(screen.addresses(_addresses(play, samples)))
        out.print("Sign in as any of the people offered, for example mara-lind. Ctrl-C ends everything.")
        try:
            play.linger()
        except KeyboardInterrupt:
            out.print("Ending.")
        return status


def show(out: Console, play: Play, samples: Samples) -> int:
    """Play all samples and print what came of it; 0 when nothing went wrong."""
    began = time.monotonic()
    scenes = play.prepare(samples)
    pushes = sum(len(scene.sample.pushes) for scene in scenes)
    with screen.progress(out) as bar:
        task = bar.add_task("Reviewing", total=pushes)
        play.perform(lambda scene: bar.update(task, completed=sum(one.reviewed for one in scenes)))
    play.post_summary()
    faults = play.faults()

    out.rule(**screen.heading("Pull requests"))
    out.print(screen.overview(play))
    out.rule(**screen.heading("A review"))
    out.print(screen.review(play, next(scene for scene in scenes if scene.sample.slug == SHOWN)))
    out.rule(**screen.heading("The weekly summary"))
    ledger = play.ledger()
    try:
        out.print(screen.summary(summary.render(ledger, samples.organisation, play.summary_week)))
    finally:
        ledger.close()
    out.rule(style="dim")
    out.print(f"{pushes} reviews of {len(scenes)} pull requests in {time.monotonic() - began:.0f} seconds.")
    for fault in faults:
        out.print(fault, style="red", markup=False, highlight=False)
    return 1 if faults else 0


def _addresses(play: Play, samples: Samples) -> list[tuple[str, str]]:
    github = f"{play.github.url}/{samples.organisation}"
    pages = [(f"Pull requests of {repo.name}", f"{github}/{repo.name}") for repo in samples.repositories]
    return [("Dashboard", play.service.url), *pages, ("Weekly summary", play.summary_url)]


__all__ = ["run", "show"]
