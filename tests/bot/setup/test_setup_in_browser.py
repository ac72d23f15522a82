"""The whole set-up as a platform engineer does it: a fresh service, a real browser, one button, and it works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from bot.demo.standin import StandIn

pytestmark = pytest.mark.timeout(300)

AXE = Path(__file__).parents[2] / "fixtures" / "axe" / "axe.min.js"
SERVE = "import sys; from bot import serve; from bot.settings import Settings; sys.exit(serve.run(Settings.from_env()))"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[str, str, StandIn]]:
    """A service that was never set up: its address, the address it prints, and GitHub."""
    with StandIn(tmp_path / "github") as github:
        github.create_user("dana", member_of=["acme"])
        github.create_repository("acme", "shop")
        env = {name: value for name, value in os.environ.items() if not name.startswith("EVENHAND_")}
        env |= {
            "EVENHAND_DATA_DIR": str(tmp_path / "d"),
            "EVENHAND_LISTEN": "127.0.0.1:0",
            "EVENHAND_GITHUB_URL": github.url,
        }
        with (tmp_path / "log").open("wb") as log:
            running = subprocess.Popen(
                [sys.executable, "-c", SERVE], env=env, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert running.stdout is not None
        first, second = running.stdout.readline(), running.stdout.readline()
        address = re.search(r"at (http://\S+)", first)
        printed = re.search(r"(http://\S+/setup\?token=\S+)", second)
        assert address is not None, (first, (tmp_path / "log").read_text())
        assert printed is not None, second
        yield address[1], printed[1], github
        running.send_signal(signal.SIGTERM)
        running.wait(60)
        running.stdout.close()


def sound(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in result["violations"]] == []
    width = page.evaluate("window.innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_from_a_fresh_service_to_a_healthy_one(
    browser: Browser, service: tuple[str, str, StandIn], scheme: Any, width: int, tmp_path: Path
) -> None:
    address, printed, github = service
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    shots = Path(os.environ.get("EVENHAND_SHOTS", str(tmp_path)))
    page.goto(printed)
    assert page.url == f"{address}/setup"
    sound(page)
    page.screenshot(path=shots / f"setup-first-{scheme}.png")
    page.get_by_label("Organisation that will own the App").fill("acme")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Create it on GitHub").wait_for()
    sound(page)
    page.screenshot(path=shots / f"setup-button-{scheme}.png")
    page.get_by_role("button", name="Create it on GitHub").click()
    page.get_by_role("heading", name="The App is made").wait_for()
    sound(page)
    page.screenshot(path=shots / f"setup-done-{scheme}.png")
    link = page.get_by_role("link", name="Choose the repositories").get_attribute("href")
    assert link is not None
    assert link.startswith(github.url)
    deadline = time.monotonic() + 90
    while True:
        # The service starts again with its new keys; for a moment nobody answers.
        try:
            page.goto(f"{address}/setup/health")
            if "accepts our key" in page.content():
                break
        except PlaywrightError:
            time.sleep(0.3)
        assert time.monotonic() < deadline, page.content()
        time.sleep(0.3)
    sound(page)
    page.screenshot(path=shots / f"setup-health-{scheme}.png", full_page=True)
    assert not [text for text in said if "Content Security Policy" in text]
    assert github.webhook_url == f"{address}/webhooks/github"
    assert github.ping().status_code == 202, "the receiver knows the new secret"
    assert github.violations == ()
    context.close()
