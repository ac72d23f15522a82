"""Promises that nobody takes, through files that hand functions on; ends of the process under other names."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

PROMISE = "error-handling/unhandled-promise"
EXIT = "error-handling/process-exit-in-library"


def lines(rule: str, path: str, text: str, **others: str) -> list[int]:
    files = {path: text} | {name.replace("__", "/"): body for name, body in others.items()}
    report = review(in_memory(files), only=[rule])
    assert report.errors == ()
    return [f.line for f in report.findings]


MAIL = {
    "src/mail/index.ts": "export { send } from './send';\nexport * from './log';\n",
    "src/mail/send.ts": "export const send = async (to: string) => {\n  await post(to);\n};\n",
    "src/mail/log.ts": "export function log(line: string): void {\n  lines.push(line);\n}\n",
    "src/queue.js": "const push = async (job) => { await client.push(job); };\n"
    "exports.pop = async () => client.pop();\nexports.size = () => 3;\nmodule.exports.push = push;\n",
}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("send('a');", True),
        ("ready && send('a');", True),
        ("ready ? send('a') : log('b');", True),
        ("log('a');", False),
        ("void send('a');", False),
        ("const sent = send('a');", False),
        ("queue.push(1);", True),
        ("queue.pop();", True),
        ("queue.size();", False),
        ("Promise.all([send('a')]);", True),
        ("Promise.allSettled([send('a')]);", False),
        ("names.forEach((name) => send(name));", True),
        ("names.forEach((name) => log(name));", False),
        ("setInterval(() => send('a'), 1000);", True),
        ("setInterval(() => { send('a').catch(log); }, 1000);", False),
        ("fs.promises.unlink('a');", True),
        ("fs.unlinkSync('a');", False),
    ],
)
def test_a_promise_is_known_through_files_that_hand_it_on(statement, found):
    text = (
        "import fs from 'node:fs';\nimport { send, log } from './mail';\nconst queue = require('./queue');\n"
        f"export function work(names, ready) {{\n  {statement}\n}}\n"
    )
    report = review(in_memory({"src/work.ts": text, **MAIL}), only=[PROMISE])
    assert [f.line for f in report.findings if f.path == "src/work.ts"] == ([5] if found else [])


def test_await_is_suggested_only_where_it_may_stand():
    text = (
        "async function save() {\n  await db.save();\n}\n"
        "export async function a() {\n  save();\n}\nexport function b() {\n  save();\n}\n"
    )
    found = review(in_memory({"src/a.ts": text}), only=[PROMISE]).findings
    assert [(f.line, f.suggestion and f.suggestion.replacement) for f in found] == [
        (5, "  await save();"),
        (8, None),
    ]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('h.log.With(zap.String("a", "b")).Fatal("x")', True),
        ('zap.L().Fatal("x")', True),
        ('logrus.WithError(err).Fatalf("x")', True),
        ('logrus.WithError(err).Errorf("x")', False),
        ('h.errors.Fatal("x")', False),
    ],
)
def test_a_logger_that_ends_the_process_is_known_behind_its_fields(call, found):
    text = f"package store\n\nfunc (h *Handler) Load() {{\n\t{call}\n}}\n"
    assert lines(EXIT, "internal/store/a.go", text) == ([4] if found else [])


@pytest.mark.parametrize(
    ("name", "head", "found"),
    [
        ("load", "", True),
        ("main", "", False),
        ("load", "import argparse\n", False),
    ],
)
def test_raising_system_exit_ends_the_process_too(name, head, found):
    text = f"{head}def {name}(row):\n    raise SystemExit(f'no {{row}}')\n"
    assert bool(lines(EXIT, "app/rows.py", text)) is found


@pytest.mark.parametrize(
    ("function", "found"),
    [
        ('pub fn parse(line: &str) -> Row {\n    panic!("malformed line: {line}");\n}\n', True),
        (
            '/// # Panics\n/// When the line is malformed.\npub fn parse(line: &str) -> Row {\n    panic!("malformed line: {line}");\n}\n',
            False,
        ),
        ('pub fn side(bit: u8) -> Row {\n    panic!("invalid bit: {bit}");\n}\n', False),
        ('pub fn parse(line: &str) -> Row {\n    panic!("two states only");\n}\n', False),
    ],
)
def test_a_parser_that_panics_on_its_input_is_found(function, found):
    assert bool(lines(EXIT, "src/rows.rs", function)) is found
