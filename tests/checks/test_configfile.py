"""Configuration: what is merged, what is locked, and what a broken or hostile file is told."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.config import CheckConfig
from checks.configfile import Configuration, OwnAgent, ReviewSettings, load
from checks.configschema import faults
from checks.report import Severity
from checks.yamlfile import ConfigError, read_yaml

SCHEMA = json.loads((Path(__file__).parents[2] / "config/schema.json").read_text())


def problems(text: str | bytes) -> list[str]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(ConfigError) as caught:
        load(repository=content)
    return [str(p) for p in caught.value.problems]


def explained(configuration: Configuration) -> dict[str, tuple[object, str]]:
    return {e.key: (e.value, e.source) for e in configuration.explain()}


def test_the_shipped_defaults_equal_the_defaults_in_code() -> None:
    configuration = load()
    assert configuration.checks == CheckConfig()
    assert configuration.review == ReviewSettings()
    assert configuration.notes == ()
    assert {e.source for e in configuration.explain()} == {"defaults"}


def test_an_empty_file_changes_nothing() -> None:
    for content in (b"", b"# nothing\n", b"---\n", b"\xef\xbb\xbf# with a mark\n", b"null\n"):
        assert load(repository=content) == load()


def test_later_layers_win_key_by_key() -> None:
    organisation = (
        b"comment_limit: 5\nrules:\n  security/xss: off\n  security/ssrf: note\npaths: {ignore: [old/*]}\n"
    )
    repository = b"rules:\n  security/ssrf: error\nfamilies: {performance: false}\npaths:\n  ignore: [gen/*]\nfail_level: never\n"
    configuration = load(organisation=organisation, repository=repository)
    assert configuration.checks.rules_off == {"security/xss"}
    assert configuration.checks.severities == {"security/ssrf": Severity.ERROR}
    assert configuration.checks.families_off == {"performance"}
    assert configuration.checks.path_ignored("gen/a/b.py")
    assert not configuration.checks.path_ignored("old/a.py")
    assert (configuration.review.comment_limit, configuration.review.fail_level) == (5, None)
    keys = explained(configuration)
    assert keys["comment_limit"] == (5, "evenhand.yml:1")
    assert keys["rules.security/ssrf"] == ("error", ".github/evenhand.yml:2")
    assert keys["families.performance"] == (False, ".github/evenhand.yml:3")
    assert keys["families.security"] == (True, "defaults")


def test_a_locked_key_keeps_the_organisations_value_and_says_so() -> None:
    organisation = b"fail_level: warning\nlocked: [fail_level, rules.security/xss, agents]\n"
    repository = b"comment_limit: 3\nfail_level: never\nrules: {security/xss: off, security/ssrf: off}\nagents:\n  set_label: false\n"
    configuration = load(organisation=organisation, repository=repository)
    assert configuration.review.fail_level is Severity.WARNING
    assert configuration.review.comment_limit == 3
    assert configuration.review.set_label is True
    assert configuration.checks.rules_off == {"security/ssrf"}
    assert [str(n) for n in configuration.notes] == [
        ".github/evenhand.yml:2: fail_level is locked by evenhand.yml; its value there stays",
        ".github/evenhand.yml:3: rules.security/xss is locked by evenhand.yml; its value there stays",
        ".github/evenhand.yml:5: agents.set_label is locked by evenhand.yml; its value there stays",
    ]
    assert {e.key for e in configuration.explain() if e.locked} >= {"fail_level", "agents.set_label"}


def test_a_team_names_its_own_agents_and_labels() -> None:
    text = b'agents:\n  labels: {by-robot: robo}\n  own:\n    robo: {logins: ["robo[bot]"], ids: [7], branches: ["robo/*"]}\nattribution: {trust: [codex]}\n'
    review = load(repository=text).review
    assert review.labels == {"by-robot": "robo"}
    assert review.own_agents == (OwnAgent("robo", (7,), ("robo[bot]",), (), ("robo/*",)),)
    assert review.trust == {"codex"}


def test_a_rule_that_does_not_exist_is_a_note_with_a_suggestion() -> None:
    configuration = load(
        repository=b"rules: {security/sql-injektion: off}\n", known_rules={"security/sql-injection"}
    )
    assert [n.message for n in configuration.notes] == [
        "there is no rule 'security/sql-injektion'; did you mean security/sql-injection?"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "comment_limt: 3\n",
            ".github/evenhand.yml:1: unknown key 'comment_limt'; did you mean comment_limit?",
        ),
        (
            "\nsummary:\n  timezone: UTC\n",
            ".github/evenhand.yml:3: unknown key 'timezone'; did you mean time_zone?",
        ),
        (
            "fail_level: errors\n",
            "fail_level must be error, warning, note or never, not 'errors'; did you mean error?",
        ),
        ("comment_limit: many\n", "comment_limit must be a whole number, not 'many'"),
        ("comment_limit: true\n", "comment_limit must be a whole number, not true"),
        ("comment_limit: 1000\n", "comment_limit must be from 0 to 100, not 1000"),
        ("languages: [python, 3]\n", "languages must be all or a list, not a list"),
        ("rules: {xss: off}\n", "'xss' is not of the form family/slug"),
        ("summary: {time_zone: Mars/Olympus}\n", "unknown time zone 'Mars/Olympus'"),
        ("summary: {time_zone: ../../etc/passwd}\n", "unknown time zone"),
        ("database: oracle\n", "database cannot be 'oracle'"),
        ("- a\n", "must be a mapping of keys to values"),
        ("just words\n", "must be a mapping of keys to values"),
        ("a: 1\na: 2\n", ":2: the key 'a' is already on line 1"),
        ("a: [1\n", "is not YAML"),
        ("a: !!python/object/apply:os.system [id]\n", ":1: uses a tag"),
        ("a: &x [1]\nb: *x\n", ":2: uses an alias"),
        ("a: 1\n---\nb: 2\n", "more than one document"),
        ("? [a, b]\n: 1\n", "a key must be a plain word"),
        ("a: " + "[" * 50 + "]" * 50, "nested deeper"),
        ("a: " + "[" * 60000, "nested deeper"),
        ("# " + "x" * 70000, "is over 64 KiB"),
        (b"ok: 1\nbad: \xff\n", ":2: is not UTF-8"),
        ("a: \x00\n", "is not YAML"),
        ("\t- a: b", "is not YAML"),
    ],
)
def test_a_broken_file_is_told_what_and_where(text: str | bytes, expected: str) -> None:
    assert any(expected in p for p in problems(text)), problems(text)


def test_every_problem_is_reported_in_line_order() -> None:
    found = problems("comment_limit: x\nfail_level: y\nnope: z\n")
    assert [p.split(":")[1] for p in found] == ["1", "2", "3"]


def test_off_and_on_are_words() -> None:
    assert read_yaml(b"a: off\nb: yes\nc: 010\nd: 1:30\ne: 2026-01-01\nf: 'true'\ng: 1e3\n", "f").values == {
        "a": "off", "b": "yes", "c": "010", "d": "1:30", "e": "2026-01-01", "f": "true", "g": "1e3",
    }  # fmt: skip


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 2000), st.sampled_from([0.05, 7.5]),
    st.sampled_from(["", "off", "error", "all", "never", "UTC", "a/b", "review", "postgresql-16", "x" * 300]),
)  # fmt: skip
keys = st.sampled_from(
    [*SCHEMA["properties"], *SCHEMA["properties"]["agents"]["properties"], "ignore", "repo", "a/b", "zz"]
)
documents = st.dictionaries(
    keys,
    st.one_of(scalars, st.lists(scalars, max_size=3), st.dictionaries(keys, st.one_of(scalars, st.dictionaries(keys, scalars, max_size=2)), max_size=3)),
    max_size=3,
)  # fmt: skip


@given(documents)
@settings(max_examples=200, deadline=None)
def test_our_reading_of_the_schema_agrees_with_a_full_validator(document: dict[str, object]) -> None:
    assert (not list(faults(document, SCHEMA))) == jsonschema_rs.validator_for(SCHEMA).is_valid(document)
