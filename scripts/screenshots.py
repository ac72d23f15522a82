"""Take the README's pictures from the running demo: ``make screenshots``.

Everything shown is real: the sample pull requests go through the service, the pages are the service's own and the
stand-in's. Pictures are JPEG at ordinary resolution, to keep the repository small.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.demo import stories
from bot.demo.play import Play

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> int:
    """Play the samples, then photograph a review and the overview."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("chromium is not installed; `make tools` installs it\n")
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with Play() as play:
        play.prepare(stories.load())
        play.perform()
        play.post_summary()
        shown = next(s for s in play.scenes if "delivery-window" in s.sample.slug)
        review = f"{play.github.url}/{shown.repo}/pull/{shown.number}"
        week = f"{play.service.url}/orgs/larkfield/weeks/{play.summary_week}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            _photograph(
                browser, review, "review.jpg", height=1300, beside="Breaking change of a published API"
            )
            _photograph(browser, week, "dashboard.jpg", height=1300, beside="How well the rules were kept")
            browser.close()
    return 0


def _photograph(browser: Browser, url: str, name: str, *, height: int, beside: str) -> None:
    page = browser.new_page(viewport={"width": 1120, "height": height})
    page.goto(url)
    signing_in = page.get_by_role("button", name="Continue as").first
    if signing_in.count():
        signing_in.click()
        page.goto(url)
    place = page.get_by_text(beside).first
    place.evaluate("node => window.scrollTo(0, node.getBoundingClientRect().top + window.scrollY - 240)")
    target = IMAGES / name
    page.screenshot(path=target, type="jpeg", quality=82)
    sys.stdout.write(f"{target.name}: {target.stat().st_size // 1024} KiB from {url}\n")
    page.close()


if __name__ == "__main__":
    raise SystemExit(main())
