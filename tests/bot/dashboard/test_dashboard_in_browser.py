"""The pages in a real browser: no complaint on its console, nothing wider than a phone, readable and operable by all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from bot import dashboard
from bot.ledger import Ledger
from bot.settings import Settings

AXE = Path(__file__).parents[2] / "fixtures" / "axe" / "axe.min.js"
PAGES = (
    "/orgs/acme/weeks/2026-W47",
    "/orgs/acme/weeks/2026-W20",
    "/orgs/acme/agents/codex",
    "/orgs/acme/pulls?week=2026-W47&since=2026-W43&family=error-handling&broken=yes",
    "/orgs/acme/pulls?week=2026-W47",
    "/orgs/acme/repos/acme/shop/pulls/999",
    "/orgs/acme/summaries",
    "/rules",
    "/rules/error-handling/swallowed-error",
)


@pytest.fixture(scope="session")
def address(filled: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard of the five weeks is served."""
    settings = Settings.from_env({"EVENHAND_DATA_DIR": str(tmp_path_factory.mktemp("browser"))})
    app = Flask("dashboard-in-browser", static_folder=None)
    app.register_blueprint(dashboard.blueprint(settings, filled))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def view(browser: Browser) -> Iterator[Callable[[int, str], tuple[Page, list[str]]]]:
    """Opens a fresh page of a width and colour scheme, and what its console says."""
    contexts = []

    def make(width: int, scheme: Any) -> tuple[Page, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page, said

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 1400])
def test_no_page_is_wider_than_its_window_and_none_is_refused_anything(
    view: Callable[..., Any], address: str, width: int
) -> None:
    page, said = view(width, "light")
    for path in (*PAGES, "/orgs/acme/weeks/2026-W47/summary"):
        answer = page.goto(address + path)
        assert answer.status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("document.styleSheets.length") == 1, path
    assert said == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("dark", 390)])
def test_no_page_breaks_a_rule_of_accessibility(
    view: Callable[..., Any], address: str, scheme: str, width: int
) -> None:
    page, _ = view(width, scheme)
    axe = AXE.read_text(encoding="utf-8")
    for path in PAGES:
        page.goto(address + path)
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        broken = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in result["violations"]]
        assert broken == [], path


def test_colours_follow_the_readers_preference(view: Callable[..., Any], address: str) -> None:
    seen = []
    for scheme in ("light", "dark"):
        page, _ = view(1400, scheme)
        page.goto(address + "/orgs/acme/weeks/2026-W47")
        seen.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert seen == ["rgb(248, 247, 243)", "rgb(17, 22, 20)"]


def test_the_keyboard_reaches_the_content_and_every_number(view: Callable[..., Any], address: str) -> None:
    page, _ = view(1400, "light")
    page.goto(address + "/orgs/acme/weeks/2026-W47")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'content'", timeout=5000)


def test_a_person_gets_from_a_number_to_a_finding_by_clicking(view: Callable[..., Any], address: str) -> None:
    page, said = view(390, "light")
    page.goto(address + "/orgs/acme/weeks/2026-W47")
    _follow(page, "a.n[data-counts=found] >> nth=0")
    _follow(page, "tbody th a >> nth=0")
    assert page.locator("li.finding").count() > 0
    _follow(page, "li.finding a >> nth=0")
    assert page.locator("h2", has_text="Why it matters").count() == 1
    assert said == []


def test_filtering_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/orgs/acme/pulls?week=2026-W47")
    page.select_option("select[name=state]", "merged")
    _follow(page, "button")
    assert page.locator(".chips li").count() == 1
    assert page.locator("tbody tr .state.merged").count() == page.locator("tbody tr").count() > 0
    context.close()


def _follow(page: Page, selector: str) -> None:
    """Click and wait until the next page is there."""
    with page.expect_navigation():
        page.click(selector)
