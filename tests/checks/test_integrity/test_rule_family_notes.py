"""Suppressions, sleeps, tests of mocks and names of dependencies, beyond the rules' own examples."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", "import os  # noqa"),
        ("a.py", "import os  # noqa: F401"),
        ("a.py", "x: int = f()  # type: ignore[assignment]"),
        ("a.py", "run(command)  # nosec B602"),
        ("a.py", "# pylint: disable=broad-except"),
        ("a.py", "# ruff: noqa"),
        ("a.py", "# mypy: ignore-errors"),
        ("a.py", "x = f()  # pyright: ignore[reportCallIssue]"),
        ("a.ts", "/* eslint-disable */"),
        ("a.ts", "// eslint-disable-next-line no-console"),
        ("a.ts", "// @ts-ignore"),
        ("a.ts", "// @ts-expect-error"),
        ("a.ts", "// @ts-nocheck"),
        ("a.go", "package a\n\nvar x = f() //nolint"),
        ("a.java", 'class A {\n  @SuppressWarnings("unchecked")\n  void f() {}\n}'),
        ("a.rb", "x = 1 # rubocop:disable Lint/UselessAssignment"),
    ],
)
def test_a_suppression_without_a_reason_is_noted(path, line, found):
    assert len(found("suppression-added", {path: line + "\n"})) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", "import os  # noqa: F401 - registers the codecs"),
        ("a.py", "x = f()  # type: ignore[assignment]  # the stub lacks this overload"),
        ("a.py", "run(command)  # nosec B602 - command is a constant"),
        ("a.py", "# The driver has no types.\nx = f()  # type: ignore[no-untyped-call]"),
        ("a.py", 'TEXT = "# noqa"'),
        ("a.py", "# Explains when to write noqa and when to mend the code."),
        ("a.ts", "// eslint-disable-next-line no-console -- prints the result"),
        ("a.ts", "// @ts-expect-error wrong on purpose: the validator must refuse it"),
        ("a.ts", "const text = '// @ts-ignore';"),
        ("a.go", "package a\n\nvar x = f() //nolint:gosec // not a secret, only jitter"),
        ("a.py", "x = 1  # evenhand: ignore[no-such-rule]"),
    ],
)
def test_a_suppression_with_a_reason_is_silent(path, line, found):
    findings = [f for f in found("suppression-added", {path: line + "\n"}) if "silences" in f[2]]
    assert findings == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "tests/test_a.py",
            "import asyncio\n\n\nasync def test_job(q):\n    q.put(1)\n    await asyncio.sleep(0.5)\n    assert q.done\n",
        ),
        (
            "tests/test_a.py",
            "from time import sleep\n\n\ndef test_job(q):\n    sleep(1)\n    assert q.done\n",
        ),
        (
            "e2e/a.spec.ts",
            "test('buys', async ({ page }) => {\n  await page.waitForTimeout(3000);\n  await expect(page).toHaveURL('/done');\n});\n",
        ),
        ("cypress/a.cy.ts", "it('buys', () => {\n  cy.wait(2000);\n  cy.contains('Done');\n});\n"),
        (
            "test/a.test.ts",
            "it('buys', async () => {\n  await sleep(200);\n  expect(done).toBe(true);\n});\n",
        ),
    ],
)
def test_a_fixed_sleep_is_noted(path, text, found):
    assert len(found("sleep-in-test", {path: text})) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tests/test_a.py", "import time\n\n\ndef test_timeout(q):\n    time.sleep(1)\n    assert q.late\n"),
        ("tests/test_a.py", "def test_job(q, mocker):\n    mocker.patch('time.sleep')\n    time.sleep(1)\n    assert q.done\n"),
        ("cypress/a.cy.ts", "it('buys', () => {\n  cy.wait('@order');\n  cy.contains('Done');\n});\n"),
        ("app/retry.py", "import time\n\n\ndef retry():\n    time.sleep(1)\n"),
        ("a/a_test.go", 'package a\n\nimport "testing"\n\nfunc TestDone(t *testing.T) {\n\tfor !done() {\n\t\ttime.Sleep(time.Millisecond)\n\t}\n\tif bad() {\n\t\tt.Fatal("bad")\n\t}\n}\n'),
    ],
)  # fmt: skip
def test_waiting_for_a_condition_is_silent(path, text, found):
    assert found("sleep-in-test", {path: text}) == []


@pytest.mark.parametrize(
    "name", ["reqeusts", "requets", "djagno", "nunpy", "pandsa", "crytography", "sqlalchmey"]
)
def test_a_slip_of_a_popular_name_is_found(name, found):
    assert len(found("unknown-dependency", {"requirements.txt": f"{name}==1.0\n"})) == 1


@pytest.mark.parametrize(
    "name", ["requests", "Flask", "pytest_mock", "boto", "boto3", "psycopg", "rq", "redis", "types-requests", "django-filter", "toml", "tomli", "shop-internal", "fastapi2"]
)  # fmt: skip
def test_a_name_that_stands_on_its_own_is_silent(name, found):
    assert found("unknown-dependency", {"requirements.txt": f"{name}>=1.0\n"}) == []


def test_a_dependency_that_was_there_before_is_silent(found):
    base = {"requirements.txt": "reqeusts\n"}
    assert found("unknown-dependency", {"requirements.txt": "reqeusts\nflask\n"}, base) == []


def test_mocking_a_neighbour_is_silent(found):
    text = (
        "from unittest.mock import patch\n\n\n@patch('shop.mail.send_mail')\ndef test_checkout(send_mail):\n"
        "    order = checkout()\n    assert order.paid\n    send_mail.assert_called_once()\n"
    )
    assert found("over-mocked", {"tests/test_a.py": text}) == []
