"""A test that no longer runs, or whose failure no longer counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import ChangedFile, Status
from checks.languages import language_of, reported
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.syntax import model as m
from checks.test_integrity import found_tests
from checks.test_integrity.excluded_tests import exclusions
from checks.test_integrity.marks_by_line import marked_off
from checks.test_integrity.strength import plain, words
from checks.test_integrity.switched_off import Off
from checks.test_integrity.tested_code import targets, tested_code_stays, tested_code_went
from checks.test_integrity.tests_model import Case, FileCases, Pair, base_cases, cases_of, pairs
from checks.views import ChangeView, FileView

_HONEST_NEW = re.compile(
    r"requires?\b|needs?\b|manual|only (?:on|for|with|in)\b|not (?:available|supported|installed)|credential|integration|network|slow|docker|live\b|platform|support|backend|database", re.I
)  # fmt: skip
_WORDS = {
    "skip": "is skipped",
    "only": "runs alone: `.only` keeps every other test of the file from running",
    "xfail": "may now fail without anyone noticing (expected failure)",
    "todo": "is a to-do without a body",
    "return": "returns before it checks anything",
}


def check(view: ChangeView) -> Iterator[Site]:
    """Every touched test is a site; one that the change switches off, removes or hides is a finding."""
    lost: defaultdict[str, list[Case]] = defaultdict(list)
    every = pairs(view)
    for pair in every:
        if pair.head is not None:
            yield from _at_head(view, pair)
        elif pair.base is not None:
            lost[pair.base.path].append(pair.base)
    yield from _suites(view)
    changes = {f.base_path: f for f in view.change.files if f.base_path is not None}
    for path, cases in sorted(lost.items()):
        change = changes.get(path)
        if change is not None:
            yield from _lost(view, change, cases, every)
    yield from exclusions(view)
    yield from marked_off(view)


def _site(path: str, line: int, end_line: int, defect: Defect | None = None) -> Site:
    return Site(path, line, end_line, reported(language_of(path)), defect, always_touched=defect is not None)


def _at_head(view: ChangeView, pair: Pair) -> Iterator[Site]:
    case, old = pair.head, pair.base
    assert case is not None
    before = {o.word for o in old.offs if not o.conditional} if old is not None else set()
    if old is not None and any(not o.conditional for o in old.offs):
        before |= {"skip", "xfail", "todo", "return"}
    found = [o for o in case.offs if not o.conditional and o.word not in before]
    change = view.change.file(case.path)
    for off in found:
        if change is None or not (old is not None or _counts_when_new(off)):
            continue
        if off.word == "todo" and old is None:
            continue
        if off.word == "skip" and _guarded(view, off):
            continue
        reason = f" The reason given: {off.reason[:80]!r}." if off.reason else ""
        message = f"The test `{case.name}` {_WORDS[off.word]}.{reason}"
        yield _site(
            case.path,
            off.line,
            off.end_line,
            Defect(message, key=off.word, identity=f"{case.full_name} {off.word}"),
        )
        return
    yield _site(case.path, case.start, case.end_line)


def _counts_when_new(off: Off) -> bool:
    """A new test may say honestly what it needs, or document a known fault."""
    if off.word in ("xfail", "todo"):
        return False
    return not (off.word == "skip" and off.reason and _HONEST_NEW.search(off.reason))


def _guarded(view: ChangeView, off: Off) -> bool:
    del view
    return bool(
        re.search(r"\b(?:windows|macos|darwin|linux|platform|python ?[23]|node ?\d)", off.reason, re.I)
    )


def _suites(view: ChangeView) -> Iterator[Site]:
    before: set[tuple[str, str]] = set()
    held: dict[str, FileCases] = {}
    for file in base_cases(view):
        held[file.path] = file
        before |= {(o.owner, "only" if o.word == "only" else "off") for o in file.offs if not o.conditional}
    names = {c.full_name for f in held.values() for c in f.cases}
    for view_file in view.files:
        for off in cases_of(view_file).offs:
            if off.conditional or (off.owner, "only" if off.word == "only" else "off") in before:
                continue
            base = held.get(view_file.change.base_path or "")
            if off.word == "tag" and (base is None or not base.cases):
                continue
            inside = (
                [c for c in cases_of(view_file).cases if off.owner in c.full_name]
                if off.owner
                else list(cases_of(view_file).cases)
            )
            existed = any(c.full_name in names for c in inside) or (base is not None and bool(base.cases))
            if (
                not inside
                or (not existed and not _counts_when_new(off))
                or (off.word == "todo")
                or _guarded(view, off)
            ):
                continue
            what = f"`{off.owner}`" if off.owner else "this file"
            count = f"{len(inside)} test" + ("s" if len(inside) != 1 else "")
            if off.word == "tag":
                message = (
                    f"The build tag `{off.reason}` keeps the {count} of this file out of a plain `go test`."
                )
            elif off.word == "only":
                message = f"{what} runs alone: `.only` keeps every other test of the file from running."
            else:
                verb = (
                    "may now fail unnoticed"
                    if off.word == "xfail"
                    else "no longer run"
                    if len(inside) != 1
                    else "no longer runs"
                )
                message = f"The {count} of {what} {verb}."
            yield _site(
                view_file.path,
                off.line,
                off.end_line,
                Defect(message, key=off.word, identity=f"{off.owner} {off.word}"),
            )


# --- tests that are no longer there ---


def _lost(
    view: ChangeView, change: ChangedFile, cases: list[Case], every: tuple[Pair, ...]
) -> Iterator[Site]:
    head_file = next((f for f in view.files if f.path == change.path), None)
    hidden_file = _renamed_away(view, change)
    counted: list[Case] = []
    for case in cases:
        if any(not o.conditional and o.word != "only" for o in case.offs):
            continue  # it did not run before either
        if "deprecat" in case.name.lower() or "Deprecat" in case.text:
            continue  # what was deprecated is gone at last
        hidden = None if head_file is None else _hidden(head_file, case)
        if hidden is None and hidden_file is None and _accounted_for(view, case, every):
            continue
        if hidden is not None:
            line, message = hidden
            yield _site(
                change.path, line, line, Defect(message, key="hidden", identity=f"{case.full_name} hidden")
            )
            continue
        if hidden_file is None and (tested_code_went(view, case) or _deleted_with_it(view, case)):
            continue
        if hidden_file is None and tested_code_stays(view, case) is None:
            continue
        counted.append(case)
    if not counted:
        return
    if change.status is Status.DELETED or head_file is None or hidden_file is not None:
        names = ", ".join(f"`{c.name}`" for c in counted[:3]) + (" ..." if len(counted) > 3 else "")
        plural = "s" if len(counted) > 1 else ""
        if hidden_file is not None:
            message = f"Under the name `{hidden_file}` no runner finds the {len(counted)} test{plural} of this file ({names})."
            yield _site(
                hidden_file, 1, 1, Defect(message, key="renamed", identity=change.base_path or change.path)
            )
        else:
            message = f"This file held {len(counted)} test{plural} ({names}) of code that is still there."
            yield _site(change.path, 1, 1, Defect(message, key="deleted", identity=change.path))
        return
    for case in counted:
        place = remaining_place(change, case.line, view.head.text(change.path))
        stays = tested_code_stays(view, case)
        message = f"The test `{case.name}` was removed, but the code it tested (`{stays}`) is still there."
        yield _site(
            change.path, place.line, place.end_line, Defect(message, key="deleted", identity=case.full_name)
        )


def _renamed_away(view: ChangeView, change: ChangedFile) -> str | None:
    """Head path under which the file lives on where no runner looks."""
    old = change.base_path or ""
    stem = re.sub(r"\.(?:test|spec)?\.?[a-z]+$|_test$|^test_", "", old.rpartition("/")[2])
    if change.status is Status.RENAMED:
        return (
            change.path
            if re.search(
                r"\.(?:bak|disabled|skip|old|off|txt|orig|broken|todo)\b|disabled|skipped|_bak|broken",
                change.path,
            )
            else None
        )
    if change.status is not Status.DELETED:
        return None
    before = view.base.text(old) or ""
    for other in view.change.files:
        if (
            other.status is Status.ADDED
            and stem
            and stem in other.path
            and re.search(r"disabled|skip|bak|\.old|\.off|\.txt|orig|broken", other.path)
        ):
            after = view.head.text(other.path) or ""
            if len(set(before.split("\n")) & set(after.split("\n"))) > 0.6 * len(set(before.split("\n"))):
                return other.path
    return None


def _accounted_for(view: ChangeView, case: Case, every: tuple[Pair, ...]) -> bool:
    """Whether other tests at head took over: a twin, a table that covers it, a rewritten test of the same code."""
    own = set(targets(case)[:6])
    demands = [a.text for a in case.assertions]
    for pair in every:
        other = pair.head
        if other is None or (
            other.language != case.language
            and {other.language, case.language} - {"typescript", "javascript", "tsx"}
        ):
            continue
        if other.text == case.text and case.text:
            return True
        texts = {a.text for a in other.assertions}
        if demands and all(d in texts for d in demands) and not all(len(d) < 25 for d in demands):
            return True
        table = (
            words("\n".join(other.module.text_lines[other.start - 1 : other.line]))
            if other.parametrised
            else frozenset()
        )
        shared = own & (set(targets(other)) | other.words | table)
        if not shared or len(shared) * 2 < len(own):
            continue
        grown = pair.base is None or (other.parametrised and other.text != pair.base.text)
        if grown and other.demands:
            return True
        if pair.base is not None and len(other.demands) >= len(pair.base.demands) + len(case.demands) > len(
            pair.base.demands
        ):
            return True
    del view
    return False


def _deleted_with_it(view: ChangeView, case: Case) -> bool:
    """Whether a deleted source file bears the name of the test's file."""
    stem = re.sub(r"^test_|_test$|\.(?:test|spec)$", "", case.path.rpartition("/")[2].rpartition(".")[0])
    return any(
        f.status is Status.DELETED and f.path != case.path and f.path.rpartition("/")[2].partition(".")[0] == stem for f in view.change.files
    )  # fmt: skip


def _hidden(file: FileView, case: Case) -> tuple[int, str] | None:
    """Where the test stands now without being run: in a comment, or under a name that the runner does not know."""
    module = file.module
    if module is None:
        return None
    if case.language in found_tests.LANGUAGES:
        module = found_tests.readable(module)
        marked = {t.line for t in found_tests.tests(module)}
        for function in module.every(m.Function):
            if (
                function.name == case.name
                and function.line not in marked
                and plain(module.text(function.body)) == case.text
            ):
                return (
                    function.line,
                    f"`{case.name}` bears no mark of a test any more, so no runner finds it.",
                )
    bare = re.sub(r"^test_?|^Test", "", case.name)
    if case.language in ("python", "go", "php", "ruby"):
        for function in module.every(m.Function):
            name = function.name
            if not name or name == case.name or not bare or len(bare) < 3:
                continue
            if (
                bare.lower() in name.lower()
                and len(name) <= len(case.name) + 16
                and function.line in file.change.added | {function.line}
            ):
                text = plain(module.text(function.body))
                if text == case.text or (text[:200] == case.text[:200] and len(text) > 40):
                    return (
                        function.line,
                        f"Under the name `{name}` no runner finds the test `{case.name}` any more.",
                    )
    marks = [c for c in module.comments if any(n in file.change.added for n in range(c.line, c.end_line + 1))]
    needle = re.compile(r"(?<![\w])" + re.escape(case.name) + r"(?![\w])")
    for comment in marks:
        if needle.search(comment.text) and re.search(
            r"def |func |fun |fn |void |function |Task |(?:\(|it |test )['\"`]", comment.text
        ):
            return comment.line, f"The test `{case.name}` was commented out."
    return None


_PY_CODE = "def total(items):\n    return sum(i.price * i.count for i in items)\n\n\ndef discount(total):\n    return total * 0.9 if total > 100 else total\n"
_PY_TEST = (
    "from shop.cart import discount, total\n\n\n"
    "def test_total_adds_up(items):\n    assert total(items) == 42\n\n\n"
    "def test_discount_over_a_hundred():\n    result = discount(200)\n    assert result == 180\n"
)
_TS_CODE = "export function total(items: Item[]): number {\n  return items.reduce((s, i) => s + i.price * i.count, 0);\n}\n"
_TS_TEST = (
    "import { expect, it, describe } from 'vitest';\nimport { total } from '../src/cart';\n\ndescribe('cart', () => {\n"
    "  it('adds up', () => {\n    expect(total([{ price: 2, count: 3 }])).toBe(6);\n  });\n\n"
    "  it('is zero when empty', () => {\n    expect(total([])).toBe(0);\n  });\n});\n"
)
_GO_CODE = "package cart\n\nfunc Total(items []Item) int {\n\tsum := 0\n\tfor _, i := range items {\n\t\tsum += i.Price\n\t}\n\treturn sum\n}\n"
_GO_TEST = (
    "package cart\n\nimport \"testing\"\n\nfunc TestTotal(t *testing.T) {\n\tgot := Total([]Item{{Price: 2}})\n"
    "\tif got != 2 {\n\t\tt.Fatalf(\"got %d\", got)\n\t}\n}\n"
)  # fmt: skip
_PY = {"shop/cart.py": _PY_CODE, "tests/test_cart.py": _PY_TEST}
_TS = {"src/cart.ts": _TS_CODE, "test/cart.test.ts": _TS_TEST}
_GO = {"cart/cart.go": _GO_CODE, "cart/cart_test.go": _GO_TEST}

RULE = Rule(
    id="test-integrity/disabled-test",
    severity=Severity.WARNING,
    languages=("any",),
    title="Test switched off",
    what="A test that the change skips, marks as expected to fail, comments out, renames, excludes or deletes although the code "
    "it tests is still there.",
    why="A test that does not run cannot fail: the build turns green and the fault it found stays.",
    fix="Mend the code or the test and let it run. If it must rest, say so where the team tracks work, and skip it on the condition "
    "that makes it fail.",
    bad=(
        Example(
            base=_PY,
            files={
                **_PY,
                "tests/test_cart.py": _PY_TEST.replace("from shop", "import pytest\nfrom shop").replace(
                    "def test_discount", '@pytest.mark.skip(reason="flaky")  # <-- here\ndef test_discount'
                ),
            },
        ),
        Example(
            base=_PY,
            files={
                "shop/cart.py": _PY_CODE.replace("0.9", "0.8"),
                "tests/test_cart.py": _PY_TEST.partition("\n\n\ndef test_discount")[0] + "  # <-- here\n",
            },
            note="The test is gone, the function it tested is not.",
        ),
        Example(
            base=_PY,
            files={**_PY, "tests/test_cart.py": _PY_TEST.replace("def test_discount_over_a_hundred():", "def _test_discount_over_a_hundred():  # <-- here")},
        ),
        Example(
            base=_PY,
            files={
                **_PY,
                "tests/test_cart.py": _PY_TEST.replace(
                    "def test_discount_over_a_hundred():\n    result = discount(200)\n    assert result == 180\n",
                    "# def test_discount_over_a_hundred():  # <-- here\n#     result = discount(200)\n#     assert result == 180\n",
                ),
            },
        ),
        Example(base=_TS, files={**_TS, "test/cart.test.ts": _TS_TEST.replace("it('adds up', () => {", "it.skip('adds up', () => { // <-- here")}),
        Example(base=_TS, files={**_TS, "test/cart.test.ts": _TS_TEST.replace("it('is zero when empty', () => {", "it.only('is zero when empty', () => { // <-- here")}),
        Example(base=_TS, files={**_TS, "test/cart.test.ts": _TS_TEST.replace("describe('cart', () => {", "describe.skip('cart', () => { // <-- here")}),
        Example(base=_GO, files={**_GO, "cart/cart_test.go": _GO_TEST.replace("\tgot :=", '\tt.Skip("broken since the rewrite") // <-- here\n\tgot :=')}),
        Example(
            base={**_PY, ".github/workflows/ci.yml": "jobs:\n  test:\n    steps:\n      - run: pytest -q\n"},
            files={**_PY, ".github/workflows/ci.yml": 'jobs:\n  test:\n    steps:\n      - run: pytest -q -k "not discount" # <-- here\n'},
        ),
    ),
    good=(
        Example(
            base=_PY,
            files={
                **_PY,
                "tests/test_cart.py": _PY_TEST.replace("from shop", "import sys\nimport pytest\nfrom shop").replace(
                    "def test_discount", '@pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows")\ndef test_discount'
                ),
            },
        ),
        Example(
            base=_PY,
            files={
                "shop/cart.py": _PY_CODE.partition("\n\n\ndef discount")[0] + "\n",
                "tests/test_cart.py": _PY_TEST.partition("\n\n\ndef test_discount")[0].replace("discount, ", "") + "\n",
            },
            note="The function was removed together with its test.",
        ),
        Example(
            base=_PY,
            files={
                "shop/cart.py": _PY_CODE,
                "tests/test_total.py": _PY_TEST.partition("\n\n\ndef test_discount")[0] + "\n",
                "tests/test_discount.py": "from shop.cart import discount\n\n\ndef test_discount_over_a_hundred():\n    result = discount(200)\n    assert result == 180\n",
            },
            note="Moved to files of their own.",
        ),
        Example(
            base=_TS,
            files={**_TS, "test/cart.test.ts": _TS_TEST.replace("  it('adds up', () => {\n    expect(total([{ price: 2, count: 3 }])).toBe(6);\n  });\n\n  it('is zero when empty', () => {\n    expect(total([])).toBe(0);\n  });", "  it.each([\n    [[{ price: 2, count: 3 }], 6],\n    [[], 0],\n  ])('adds up %s', (items, sum) => {\n    expect(total(items)).toBe(sum);\n  });")},
            note="One table took over.",
        ),
        Example(base=_GO, files={**_GO, "cart/cart_test.go": _GO_TEST.replace("\tgot :=", '\tif testing.Short() {\n\t\tt.Skip("slow")\n\t}\n\tgot :=')}),
    ),
    references=("https://docs.pytest.org/en/stable/how-to/skipping.html", "https://martinfowler.com/articles/nonDeterminism.html"),
    site="Every test that the change touches.",
    scope=Scope.CHANGE,
    applies_to_tests=True,
)  # fmt: skip
