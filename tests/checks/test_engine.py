"""The engine's promises, on whole changes: what counts as added, what base had, ignores, precedence, faults."""

from __future__ import annotations

import dataclasses

import pytest

from checks import engine
from checks.changes import ChangeSet, in_memory
from checks.config import CheckConfig
from checks.engine import IGNORE_RULE, review, scan
from checks.report import Finding, Severity
from checks.rules import LoadedRule, load_rules

SWALLOW = "error-handling/swallowed-error"
BROAD = "error-handling/overbroad-catch"
SQL = "security/sql-injection"

BAD_QUERY = """\
def find(cur, name):
    cur.execute(f"SELECT id FROM orders WHERE name = '{name}'")
    return cur.fetchall()
"""


def only(change: ChangeSet, rule: str = SQL, config: CheckConfig | None = None) -> tuple[Finding, ...]:
    return review(change, config, only={rule}).findings


def test_a_defect_on_an_added_line_is_found() -> None:
    found = only(in_memory({"app/a.py": BAD_QUERY}))
    assert [(f.path, f.line, f.severity) for f in found] == [("app/a.py", 2, Severity.ERROR)]


def test_code_that_was_there_before_is_silent() -> None:
    head = BAD_QUERY + "\n\ndef count(cur):\n    cur.execute('SELECT count(*) FROM orders')\n"
    assert only(in_memory({"app/a.py": head}, {"app/a.py": BAD_QUERY})) == ()


def test_code_moved_to_another_file_is_silent() -> None:
    change = in_memory({"app/b.py": BAD_QUERY, "app/a.py": "x = 1\n"}, {"app/a.py": BAD_QUERY + "x = 1\n"})
    assert only(change) == ()


def test_reindented_code_is_silent() -> None:
    indented = "class Orders:\n" + "".join(f"    {line}\n" for line in BAD_QUERY.splitlines())
    assert only(in_memory({"app/a.py": indented}, {"app/a.py": BAD_QUERY})) == ()


def test_reformatted_code_is_silent() -> None:
    wrapped = BAD_QUERY.replace("cur.execute(f", "cur.execute(\n        f").replace("'\")", "'\",\n    )")
    assert wrapped != BAD_QUERY
    assert only(in_memory({"app/a.py": wrapped}, {"app/a.py": BAD_QUERY})) == ()


def test_a_merely_touched_defect_of_the_same_function_is_silent() -> None:
    touched = BAD_QUERY.replace("SELECT id", "SELECT id, total")
    assert only(in_memory({"app/a.py": touched}, {"app/a.py": BAD_QUERY})) == ()


def test_a_copy_beside_the_old_defect_is_new() -> None:
    twice = BAD_QUERY + "\n\n" + BAD_QUERY.replace("def find", "def find_again")
    found = only(in_memory({"app/a.py": twice}, {"app/a.py": BAD_QUERY}))
    assert [f.line for f in found] == [7]


def test_a_defect_made_by_a_deletion_inside_its_statement_is_found() -> None:
    base = 'import requests\n\nrequests.get(\n    "https://a.example",\n    timeout=3,\n)\n'
    head = base.replace("    timeout=3,\n", "")
    found = only(in_memory({"a.py": head}, {"a.py": base}), "error-handling/missing-timeout")
    assert [(f.line, f.end_line) for f in found] == [(3, 5)]


def test_the_sink_is_found_when_only_the_assembly_changed() -> None:
    base = 'def find(cur, name):\n    sql = "SELECT 1 FROM t"\n    cur.execute(sql)\n'
    head = base.replace('"SELECT 1 FROM t"', "f\"SELECT 1 FROM t WHERE n = '{name}'\"")
    found = only(in_memory({"a.py": head}, {"a.py": base}))
    assert [f.line for f in found] == [3]
    assert [e.line for e in found[0].evidence] == [2]


def test_sites_are_counted_on_good_and_bad_code_alike_and_only_where_touched() -> None:
    base = "def old(cur):\n    cur.execute('SELECT 1 FROM a')\n"
    head = base + BAD_QUERY + "def good(cur, n):\n    cur.execute('SELECT 1 FROM a WHERE n = %s', (n,))\n"
    report = review(in_memory({"a.py": head}, {"a.py": base}), only={SQL})
    assert report.sites == {SQL: {"python": 2}}
    assert len(report.findings) == 1


def test_a_fingerprint_survives_moved_lines_and_new_neighbours() -> None:
    first = only(in_memory({"a.py": BAD_QUERY}))[0]
    second = only(in_memory({"a.py": "import os\n\n\n" + BAD_QUERY + "\n\nx = 1\n"}))[0]
    assert first.fingerprint == second.fingerprint
    assert first.line != second.line


def test_equal_defects_in_one_file_have_their_own_fingerprints() -> None:
    found = only(in_memory({"a.py": BAD_QUERY + BAD_QUERY.replace("find", "seek")}))
    assert len({f.fingerprint for f in found}) == 2


def test_an_ignore_of_the_base_silences() -> None:
    line = "    # evenhand: ignore[sql-injection] name comes from our own enum\n"
    base = "def find(cur, name):\n" + line
    head = base + BAD_QUERY.split("\n", 1)[1]
    assert only(in_memory({"a.py": head}, {"a.py": base})) == ()


def test_an_ignore_that_the_change_adds_is_listed_not_obeyed() -> None:
    head = BAD_QUERY.replace(
        "    cur.execute", "    # evenhand: ignore[security/sql-injection] trusted\n    cur.execute"
    )
    report = review(in_memory({"a.py": head}), only={SQL})
    assert [f.silenced_by for f in report.findings] == ["trusted"]
    assert report.at_or_over(Severity.NOTE) == ()
    assert [(i.added_here, i.silenced) for i in report.ignores] == [(True, 1)]


@pytest.mark.parametrize(
    ("comment", "word"),
    [
        ("# evenhand: ignore[sql-injection]", "no reason"),
        ("# evenhand: ignore[sql-injektion] fine", "No rule"),
    ],
)
def test_a_faulty_ignore_is_a_note(comment: str, word: str) -> None:
    report = review(in_memory({"a.py": f"x = 1  {comment}\n"}), only={SQL})
    assert [(f.rule, f.severity) for f in report.findings] == [(IGNORE_RULE, Severity.NOTE)]
    assert word in report.findings[0].message


def test_the_narrower_rule_wins_on_one_statement() -> None:
    code = "def f(g):\n    try:\n        g()\n    except Exception:\n        pass\n"
    rules = [f.rule for f in scan({"a.py": code}).findings]
    assert rules == [SWALLOW]
    assert [f.rule for f in only(in_memory({"a.py": code}), BROAD)] == [BROAD]


@pytest.mark.parametrize(
    "path",
    ["vendor/a.py", "node_modules/x/a.py", "app/a_pb2.py", "tests/test_a.py", "a/examples/a.py", "dist/a.py"],
)
def test_vendored_generated_and_test_code_is_silent(path: str) -> None:
    assert only(in_memory({path: BAD_QUERY})) == ()


def test_a_generators_header_that_the_change_adds_exempts_nothing() -> None:
    head = "# Code generated by hand. DO NOT EDIT.\n" + BAD_QUERY
    assert len(only(in_memory({"a.py": head}))) == 1
    assert only(in_memory({"a.py": head}, {"a.py": "# Code generated by hand. DO NOT EDIT.\n"})) == ()


def test_configuration_switches_rules_families_paths_languages_and_severities() -> None:
    change = in_memory({"a.py": BAD_QUERY})
    assert only(change, config=CheckConfig(rules_off=frozenset({SQL}))) == ()
    assert only(change, config=CheckConfig(families_off=frozenset({"security"}))) == ()
    assert only(change, config=CheckConfig(ignore_paths=("a.*",))) == ()
    assert only(change, config=CheckConfig(languages=frozenset({"go"}))) == ()
    assert only(change, config=CheckConfig(severities={SQL: Severity.NOTE}))[0].severity is Severity.NOTE


def test_a_rule_that_fails_is_reported_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = dict(load_rules())

    def broken(_: object) -> list[object]:
        raise ZeroDivisionError("rule bug")

    rules[SWALLOW] = LoadedRule(rules[SWALLOW].rule, broken)  # type: ignore[arg-type]
    monkeypatch.setattr(engine, "load_rules", lambda: rules)
    report = scan({"a.py": BAD_QUERY})
    assert [f.rule for f in report.findings] == [SQL]
    assert [(e.rule, e.path) for e in report.errors] == [(SWALLOW, "a.py")]


def test_the_same_change_gives_the_same_report() -> None:
    change = in_memory({"a.py": BAD_QUERY, "b.ts": "try { f(); } catch (e) {}\n"})
    one, two = (dataclasses.replace(review(change), timings_ms={}) for _ in range(2))
    assert one == two


def test_broken_syntax_costs_only_the_broken_part() -> None:
    code = "def broken(:\n    x = = 3\n\n\n" + BAD_QUERY
    assert [f.line for f in only(in_memory({"a.py": code}))] == [6]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00bad",
        b"x = " + b"(" * 50_000 + b")" * 50_000 + b"\n",
        b"x" * 600_000,
        b"\n" * 200_000,
        b"a = 1\n" * 100_000,
        b"x = '" + b"a" * 500_000 + b"'\n",
        ("é" * 5000).encode("utf-16"),
        b"",
    ],
    ids=["utf-16-like", "deep", "one-name", "blank", "statements", "long-literal", "utf-16", "empty"],
)
@pytest.mark.parametrize("name", ["a.py", "a.ts", "a.sql"])
def test_hostile_files_end_in_bounded_time(content: bytes, name: str) -> None:
    report = scan({name: content, "good.py": BAD_QUERY})
    assert [f.path for f in report.findings if f.rule == SQL] == ["good.py"]
    assert report.timings_ms["total"] < 30_000


def test_a_file_that_takes_too_many_steps_is_said_to_be_not_fully_analysed() -> None:
    lines = [
        f"    cur.execute(f\"SELECT * FROM t{n} WHERE a = '{{a{n}}}' AND b = {{b}}\")" for n in range(6000)
    ]
    head = {"app/big.py": "def load(cur, b):\n" + "\n".join(lines) + "\n", "app/small.py": BAD_QUERY}
    report = review(in_memory(head), only=["security/sql-injection"])
    (said,) = report.errors
    assert said.path == "app/big.py"
    assert said.message.startswith("not fully analysed")
    assert [f.path for f in report.findings if f.path == "app/small.py"] == ["app/small.py"]
