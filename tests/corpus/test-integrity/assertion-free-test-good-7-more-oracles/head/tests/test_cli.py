import subprocess
import sys

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from syrupy.assertion import SnapshotAssertion

from app.cli import main


def run_ok(*args):
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0, result.output
    return result.output


def test_version():
    run_ok("--version")


def test_module_runs():
    subprocess.run([sys.executable, "-m", "app", "--help"], check=True, capture_output=True)


def test_title(page: Page):
    page.goto("/")
    expect(page).to_have_title("App")


def test_report(snapshot: SnapshotAssertion):
    assert run_ok("report") == snapshot


def test_bad_option():
    with pytest.raises(SystemExit) as caught:
        main(["--nope"], standalone_mode=False)
    assert caught.value.code == 2


def test_logs(caplog):
    run_ok("sync")
    assert "synced" in caplog.text


def test_requests(responses):
    responses.add("GET", "https://example.org/", json={})
    run_ok("fetch")
    responses.assert_call_count("https://example.org/", 1)
