"""Costly work inside a loop that gives the same result at each turn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.loops import Repetition, mentions, repeated
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.syntax.scopes import pattern_names
from checks.views import FileView

_COSTLY: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "python": (
        (re.compile(r"^re\.compile$|^regex\.compile$"), "compiles the same pattern"),
        (
            re.compile(
                r"^(?:boto3\.(?:client|resource)|requests\.(?:sessions\.)?[sS]ession|httpx\.(?:Async)?Client|aiohttp\.ClientSession|redis\.(?:Strict)?Redis|psycopg2?\.connect|pymongo\.MongoClient|sqlalchemy\.create_engine|smtplib\.SMTP(?:_SSL)?)$"
            ),
            "opens a new client",
        ),
        (
            re.compile(
                r"^jsonschema\.(?:\w+\.)?\w*Validator$|^fastjsonschema\.compile$|^jinja2\.(?:Environment|Template)$"
            ),
            "compiles the same schema or template",
        ),
    ),
    "javascript": (
        (re.compile(r"^RegExp$"), "compiles the same pattern"),
        (
            re.compile(
                r"^(?:ajv|ajv\(\)|ajv\.default\(\))\.compile$|^[Hh]andlebars\.compile$|^(?:ajv|ajv\.default)$"
            ),
            "compiles the same schema or template",
        ),
        (re.compile(r"^Intl\.(?:NumberFormat|DateTimeFormat|Collator)$"), "builds the same formatter"),
        (
            re.compile(
                r"^(?:@prisma/client\.PrismaClient|pg\.(?:Pool|Client)|axios\.create|ioredis|mongodb\.MongoClient|@aws-sdk/client-\S+?\.\w+Client)$"
            ),
            "opens a new client",
        ),
    ),
    "java": (
        (re.compile(r"^(?:java\.util\.regex\.)?Pattern\.compile$"), "compiles the same pattern"),
        (
            re.compile(
                r"^(?:com\.fasterxml\.jackson\.databind\.)?ObjectMapper$|^(?:com\.google\.gson\.)?Gson$"
                r"|^(?:javax|jakarta)\.xml\.bind\.JAXBContext\.newInstance$"
            ),
            "builds the same mapper",
        ),
        (
            re.compile(
                r"^(?:okhttp3\.)?OkHttpClient$|^(?:org\.springframework\.web\.client\.)?RestTemplate$"
                r"|^(?:java\.net\.http\.)?HttpClient\.newHttpClient$"
            ),
            "opens a new client",
        ),
    ),
    "go": (
        (re.compile(r"^regexp\.(?:MustCompile|Compile|MatchString)$"), "compiles the same pattern"),
        (
            re.compile(r"^database/sql\.Open$|^(?:html|text)/template\.(?:ParseFiles|ParseGlob|Must)$"),
            "builds the same thing",
        ),
    ),
}
_ONLY_NEW = frozenset({"RegExp", "ajv", "ajv.default"})
_FAMILY = {"typescript": "javascript", "tsx": "javascript"}


def check(view: FileView) -> Iterator[Site]:
    """Every costly construction in a loop is a site."""
    if view.module is None:
        return
    flow = view.flow
    kinds = _COSTLY.get(_FAMILY.get(view.module.language, view.module.language), ())
    for call in flow.calls():
        name = flow.resolve(call.callee)
        words = next((w for pattern, w in kinds if pattern.match(name)), None)
        if words is None or (name in _ONLY_NEW and not call.new):
            continue
        again = repeated(flow, call)
        if again is None:
            continue
        names = again.names | _bound_inside(again)
        fixed = bool(call.args) or name not in ("RegExp", "re.compile")
        if name == "regexp.MatchString":
            varies = bool(call.args) and mentions(call.args[0].value, names)
        else:
            varies = any(mentions(a.value, names) for a in call.args)
        statement = m.statement_of(call)
        node = statement if statement.line == call.line and statement.start > again.node.start else call
        defect = None
        if fixed and not varies:
            defect = Defect(
                f"`{m.dotted(call.callee)}` {words} at each turn of the loop at line {again.node.line}.",
                fix="Do it once before the loop.",
            )
        yield view.site(node, defect)


def _bound_inside(again: Repetition) -> frozenset[str]:
    """Names that get a value inside the repetition: nothing built from them is the same at each turn for certain."""
    found: set[str] = set()
    for node in again.inside.walk():
        targets: list[m.Expr] = []
        if isinstance(node, m.Assign):
            targets = node.targets
        elif isinstance(node, (m.Loop, m.Clause, m.WithItem)) and node.target is not None:
            targets = [node.target]
        elif isinstance(node, m.Param):
            found.add(node.name)
            targets = [] if node.pattern is None else [node.pattern]
        for target in targets:
            found |= {n for n, _, _ in pattern_names(target)}
            if isinstance(target, (m.Attr, m.Index)):
                found.add(m.dotted(target).partition(".")[0])
    return frozenset(found)


RULE = Rule(
    id="performance/work-in-loop",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="The same costly work at each turn",
    what="A pattern, schema, template, formatter or client that a loop over data builds anew at each turn from the same inputs.",
    why="The work is done as often as there are items, and each client opens its own connections.",
    fix="Build it once, before the loop or at the module's level.",
    local=True,
    site="every such construction in a loop",
    references=("https://docs.python.org/3/library/re.html#re.compile", "https://pkg.go.dev/regexp"),
    bad=(
        Example(
            {
                "src/main/java/com/acme/Lines.java": """\
package com.acme;

import java.util.List;
import java.util.regex.Pattern;

class Lines {
    long codes(List<String> lines) {
        long n = 0;
        for (String line : lines) {
            Pattern pattern = Pattern.compile("[A-Z]{3}-[0-9]+");  // <-- here
            n += pattern.matcher(line).find() ? 1 : 0;
        }
        return n;
    }
}
"""
            },
        ),
        Example(
            {
                "app/parse.py": """\
import re

import boto3


def upload(paths, bucket):
    for path in paths:
        name = re.compile(r"[^a-z0-9]+").sub("-", path)  # <-- here
        s3 = boto3.client("s3")  # <-- here
        s3.upload_file(path, bucket, name)
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/check.ts": """\
import Ajv from 'ajv';

const ajv = new Ajv();

export function valid(rows: Row[]) {
  return rows.filter((row) => {
    const check = ajv.compile(rowSchema);  // <-- here
    return check(row);
  });
}
"""
            },
        ),
        Example(
            {
                "internal/names/names.go": """\
package names

import "regexp"

func Clean(names []string) []string {
	var out []string
	for _, n := range names {
		re := regexp.MustCompile(`\\s+`) // <-- here
		out = append(out, re.ReplaceAllString(n, " "))
	}
	return out
}
"""
            },
        ),
    ),
    good=(
        Example(
            {
                "src/main/java/com/acme/Lines.java": """\
package com.acme;

import java.util.List;
import java.util.regex.Pattern;

class Lines {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}-[0-9]+");

    long codes(List<String> lines) {
        return lines.stream().filter(line -> CODE.matcher(line).find()).count();
    }
}
"""
            },
            sites=0,
        ),
        Example(
            {
                "app/parse.py": """\
import re

SLUG = re.compile(r"[^a-z0-9]+")


def found(paths, words):
    patterns = [re.compile(re.escape(word)) for word in words]
    return [SLUG.sub("-", p) for p in paths if any(w.search(p) for w in patterns)]
"""
            },
        ),
        Example(
            {
                "src/check.ts": """\
const format = new Intl.NumberFormat('en');

export const shown = (rows: Row[], words: string[]) =>
  rows.map((r) => format.format(r.total)).concat(words.map((w) => new RegExp(w).source));
"""
            },
        ),
    ),
)
