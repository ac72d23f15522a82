"""Every library file is read, its examples hold, and faulty files say what is wrong."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from checks.knowledge import KnowledgeError, _fact, _load, knowledge, known_call, known_settings
from checks.syntax import parse
from checks.syntax.flow import Flow

LANGUAGES = sorted(
    f.name for f in files("checks.knowledge").iterdir() if f.is_dir() and f.name[0] not in "_."
)
MARK = re.compile(r"(?://|#)\s*fact:\s*([\w, -]+)$")
EXAMPLES = [
    pytest.param(language, library, example["code"], id=f"{language}-{library['library']}-{index}")
    for language in LANGUAGES
    for library in knowledge(language).libraries
    for index, example in enumerate(library.get("examples", ()))
]


@pytest.mark.parametrize(("language", "library", "code"), EXAMPLES)
def test_an_example_has_exactly_the_facts_it_marks(language, library, code):
    kinds = {row["fact"] for name in ("calls", "settings") for row in library.get(name, ())}
    wanted = set()
    for number, line in enumerate(code.split("\n"), 1):
        found = MARK.search(line.rstrip())
        if found:
            wanted |= {(number, kind.strip()) for kind in found[1].split(",")}
    language = "tsx" if language == "javascript" else language
    module = parse(f"example.{language}", language, code.encode())
    assert module is not None, "the language has an adapter"
    flow = Flow(module)
    seen = {(c.line, kind) for c in flow.calls() for kind in kinds if known_call(flow, c, kind)}
    seen |= {(s.node.line, kind) for kind in kinds for s in known_settings(flow, kind)}
    assert seen == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_library_says_what_it_knows_and_shows_it(language):
    for library in knowledge(language).libraries:
        assert library.get("calls") or library.get("settings"), library["library"]
        assert library.get("examples"), library["library"]
        assert str(library.get("docs", "")).startswith("https://"), library["library"]
        assert library.get("versions"), library["library"]


def test_a_faulty_file_says_what_is_wrong():
    with pytest.raises(KnowledgeError, match="does not know cals"):
        _load("java/x.yml", "library: x\ncals: []\n")
    with pytest.raises(KnowledgeError, match="lacks names"):
        _fact("java/x.yml", "x", {"fact": "sql"})
    with pytest.raises(KnowledgeError, match="no regular expression"):
        _fact("java/x.yml", "x", {"fact": "sql", "of": "(", "names": ["a"]})
