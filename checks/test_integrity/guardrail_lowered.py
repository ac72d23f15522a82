"""A threshold, rule, job or scan that got weaker."""

from __future__ import annotations

from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Example, Rule, Scope, Site
from checks.test_integrity.check_targets import dropped_checks
from checks.test_integrity.ci_steps import weakened_steps
from checks.test_integrity.container_user import users_given_up
from checks.test_integrity.excluded_tests import exclusions
from checks.test_integrity.guardrail_settings import lowered_settings
from checks.test_integrity.hooks import removed_hooks
from checks.views import ChangeView


def check(view: ChangeView) -> Iterator[Site]:
    """Every touched line of a known setting or check command is a site; one place, one finding."""
    found: dict[tuple[str, int], Site] = {}
    excluded = {(s.path, s.line) for s in exclusions(view)}
    sources = (lowered_settings, weakened_steps, removed_hooks, dropped_checks, users_given_up)
    for site in (s for source in sources for s in source(view)):
        place = (site.path, site.line)
        if place in excluded:
            continue
        if place not in found or (found[place].defect is None and site.defect is not None):
            found[place] = site
    yield from found.values()


_TOML = '[tool.coverage.report]\nfail_under = 90\n\n[tool.ruff.lint]\nselect = ["E", "F", "B"]\nignore = ["E501"]\n\n[tool.mypy]\nstrict = true\n'
_CI = (
    "name: CI\non: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        python: ['3.11', '3.12']\n    steps:\n"
    "      - uses: actions/checkout@v4\n      - name: Lint\n        run: ruff check .\n      - name: Tests\n        run: pytest --cov-fail-under=85\n"
)
_JEST = "module.exports = {\n  coverageThreshold: {\n    global: { lines: 80 },\n  },\n};\n"
_TS = '{\n  // strict by default\n  "compilerOptions": {\n    "strict": true,\n    "noImplicitAny": true\n  }\n}\n'

RULE = Rule(
    id="test-integrity/guardrail-lowered",
    severity=Severity.WARNING,
    languages=("any",),
    title="Guardrail lowered",
    what="A coverage threshold, lint rule, typing option, CI step, hook, matrix or scan that the change makes weaker or switches off.",
    why="The build turns green because less is asked of it; everybody's later changes are held to less, too.",
    fix="Mend what the guardrail reported. Where it must give way, do that in a change of its own with the reason.",
    bad=(
        Example(base={"pyproject.toml": _TOML}, files={"pyproject.toml": _TOML.replace("fail_under = 90", "fail_under = 60 # <-- here")}),
        Example(base={"pyproject.toml": _TOML}, files={"pyproject.toml": _TOML.replace('["E501"]', '["E501", "F401"] # <-- here')}),
        Example(base={"pyproject.toml": _TOML}, files={"pyproject.toml": _TOML.replace("strict = true", "strict = false # <-- here")}),
        Example(base={".github/workflows/ci.yml": _CI}, files={".github/workflows/ci.yml": _CI.replace("pytest --cov-fail-under=85", "pytest --cov-fail-under=85 || true # <-- here")}),
        Example(base={".github/workflows/ci.yml": _CI}, files={".github/workflows/ci.yml": _CI.replace("        run: ruff check .\n", "        continue-on-error: true # <-- here\n        run: ruff check .\n")}),
        Example(base={".github/workflows/ci.yml": _CI}, files={".github/workflows/ci.yml": _CI.replace("      - uses: actions/checkout@v4\n      - name: Lint\n        run: ruff check .\n", "      - uses: actions/checkout@v4 # <-- here\n")}),
        Example(base={"jest.config.js": _JEST}, files={"jest.config.js": _JEST.replace("global: { lines: 80 },", "global: { lines: 40 }, // <-- here")}),
        Example(base={"tsconfig.json": _TS}, files={"tsconfig.json": _TS.replace('"strict": true,', '"strict": false, // <-- here')}),
        Example(base={".eslintrc.json": '{\n  "rules": {\n    "no-console": "error"\n  }\n}\n'}, files={".eslintrc.json": '{\n  "rules": {\n    "no-console": "off" // <-- here\n  }\n}\n'}),
    ),
    good=(
        Example(base={"pyproject.toml": _TOML}, files={"pyproject.toml": _TOML.replace("fail_under = 90", "fail_under = 92")}),
        Example(
            base={"pyproject.toml": _TOML},
            files={"pyproject.toml": _TOML.replace("[tool.coverage.report]\nfail_under = 90\n\n", ""), ".coveragerc": "[report]\nfail_under = 90\n"},
            note="Moved to a file of its own, just as strict.",
        ),
        Example(base={".github/workflows/ci.yml": _CI}, files={".github/workflows/ci.yml": _CI.replace("    runs-on:", "    timeout-minutes: 30\n    runs-on:")}),
        Example(
            base={".github/workflows/ci.yml": _CI},
            files={".github/workflows/ci.yml": _CI + "      - name: Stop the database\n        run: docker compose down || true\n"},
        ),
        Example(
            base={".github/workflows/ci.yml": _CI, "pyproject.toml": '[project]\nrequires-python = ">=3.11"\n'},
            files={".github/workflows/ci.yml": _CI.replace("['3.11', '3.12']", "['3.12']"), "pyproject.toml": '[project]\nrequires-python = ">=3.12"\n'},
            note="The oldest version goes together with the declared minimum.",
        ),
        Example(
            base={".github/workflows/ci.yml": _CI},
            files={".github/workflows/ci.yml": _CI.replace("      - name: Lint\n        run: ruff check .\n", ""), ".github/workflows/lint.yml": "on: [push, pull_request]\njobs:\n  lint:\n    steps:\n      - run: ruff check .\n"},
            note="Moved to a workflow of its own.",
        ),
    ),
    references=("https://docs.github.com/actions/using-workflows/workflow-syntax-for-github-actions", "https://coverage.readthedocs.io/en/latest/config.html"),
    site="Every touched line of a known setting or check command.",
    scope=Scope.CHANGE,
    yields_to=("test-integrity/disabled-test", "security/dockerfile-hazard"),
    applies_to_tests=True,
)  # fmt: skip
