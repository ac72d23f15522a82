"""Library code that ends the whole process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from checks.error_handling import rust_errors
from checks.error_handling.process_exit_in_library_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_PYTHON = frozenset({"sys.exit", "os._exit", "os.abort", "exit", "quit"})
_GO = re.compile(
    r"^(?:log\.(?:Fatal|Fatalf|Fatalln|Panic|Panicf|Panicln)|logrus\.(?:Fatal\w*|Panic\w*)|(?:klog|glog)\.(?:Fatal\w*|Exit\w*)|os\.Exit|panic)$"
)
_GO_LOGGER = re.compile(
    r"(?:^|\.)(?:log|logrus|logger|lg|sugar|l|zap\.[LS])(?:\(\))?(?:\.(?:With\w*|Sugar|Named)\(\))*\.Fatal(?:f|w|ln)?$",
    re.IGNORECASE,
)
_JAVA = re.compile(r"^(?:java\.lang\.)?(?:System\.exit|Runtime\.getRuntime\(\)\.(?:exit|halt))$")
_JAVA_PROGRAM = re.compile(
    r"\bstatic\s+(?:final\s+)?void\s+main\s*\(|\bvoid\s+main\s*\(\s*(?:String|\))|import (?:picocli|com\.beust\.jcommander|org\.apache\.commons\.cli)|\b(?:CommandLineRunner|ApplicationRunner|ExitCodeGenerator)\b"
)
_MAIN = re.compile(
    r"\bfun\s+main\s*\(|\bstatic\s+(?:async\s+)?(?:void|int|Task(?:<int>)?)\s+Main\s*\(|\bWebApplication\.CreateBuilder|import (?:picocli|com\.github\.ajalt\.clikt|kotlinx\.cli)|using (?:System\.CommandLine|CommandLine|Spectre\.Console)"
)
_JAVA_CLASS = re.compile(
    r"(?:Main|Program|Cli|CLI|Command|Application|Launcher|Runner|Bootstrap|Shell|Tool|Agent|ShutdownHook|UncaughtExceptionHandler)$"
)
_COMMAND_PATH = re.compile(
    r"(?:^|/)(?:cmd|cli|bin|scripts?|tools?|commands?|management/commands|tasks|dev|hack|deploy|ops|migrations?|alembic)(?:/|$)|(?:^|/)(?:manage|setup|conftest|__main__|main|cli|fabfile|tasks|noxfile|wsgi|asgi"
    r"|server|index|app|start|worker|gulpfile|webpack\.\w+|[\w.-]*\.config)\.\w+$"
)
_ENTRY = re.compile(
    r"^_*(?:main|run|cli|entry_?point|command|cmd|bootstrap|start|start_?server|serve|shutdown|graceful_?shutdown|on_?signal|handle_?(?:signal|sigterm|sigint|exit)|die|fatal|usage|abort|exit|bail|init"
    r"|[mM]ust\w*|Execute|handle)$|[sS]hutdown|[sS]ignal|_exit$|Must\w*$",
)
_ENDS = {
    "javascript": frozenset({"process.exit", "process.abort"}),
    "csharp": frozenset({"Environment.Exit", "Environment.FailFast", "System.Environment.Exit"}),
    "kotlin": frozenset({"exitProcess", "kotlin.system.exitProcess", "System.exit"}),
}
_SIGNALS = frozenset(
    {
        "SIGTERM",
        "SIGINT",
        "SIGHUP",
        "uncaughtException",
        "unhandledRejection",
        "exit",
        "beforeExit",
        "SIGUSR2",
        "disconnect",
    }
)


def check(view: FileView) -> Iterator[Site]:
    """Every call that ends the process is a site."""
    if view.module is None:
        return
    found: list[tuple[m.Node, str]]
    if view.language == "python":
        calls = ((c, view.flow.resolve(c.callee)) for c in view.flow.calls())
        found = [(c, n) for c, n in calls if n in _PYTHON]
        found += [(r, "raise SystemExit") for r in view.module.every(m.Raise) if _system_exit(r)]
    elif view.language == "go":
        found = [
            (c, n)
            for c in view.flow.calls()
            if (n := m.dotted(c.callee)) and (_GO.match(n) or _GO_LOGGER.search(n))
        ]
    elif view.language == "java":
        found = [(c, n) for c in view.flow.calls() if _JAVA.match(n := view.flow.resolve(c.callee))]
    elif view.language == "rust":
        yield from rust_errors.exits(view, _is_command(view))
        return
    else:
        ends = _ENDS.get(view.language, _ENDS["javascript"])
        found = [(c, n) for c in view.flow.calls() if (n := m.dotted(c.callee)) in ends]
    if not found:
        return
    command = _is_command(view)
    for call, name in found:
        bad = (
            not command
            and not _at_entry(view, call)
            and not (
                name == "panic" and isinstance(call, m.Call) and (_invariant(call) or _explained(view, call))
            )
        )
        yield view.site(m.statement_of(call), _defect(name) if bad else None)


def _system_exit(node: m.Raise) -> bool:
    value = node.value.callee if isinstance(node.value, m.Call) else node.value
    return isinstance(value, m.Name) and value.id == "SystemExit"


def _defect(name: str) -> Defect:
    word = "panics" if name == "panic" else "ends the whole process"
    return Defect(
        f"`{name}` {word} from inside library code: callers cannot handle the failure, and clean-up is skipped."
    )


def _is_command(view: FileView) -> bool:
    """A program of its own rather than code that others import."""
    text = view.text
    if _COMMAND_PATH.search(view.path) or text.startswith("#!"):
        return True
    if view.language == "go":
        return (
            bool(re.search(r"^package main\b", text, re.MULTILINE))
            or "spf13/cobra" in text
            or "urfave/cli" in text
        )
    if view.language == "python":
        return view.flow.imports_any("click", "argparse", "typer", "docopt", "fire") or bool(
            re.search(r"^if __name__ ==", text, re.MULTILINE)
        )
    if view.language == "rust":
        return (
            view.path.endswith("/main.rs")
            or view.path == "main.rs"
            or "fn main(" in text
            or view.flow.imports_any("clap", "structopt")
        )
    if view.language in ("java", "kotlin", "csharp"):
        return bool((_JAVA_PROGRAM if view.language == "java" else _MAIN).search(text)) or bool(
            _JAVA_CLASS.search(basename(view.path).partition(".")[0])
        )
    return view.flow.imports_any(
        "commander", "yargs", "meow", "@oclif/core", "cac", "minimist", "inquirer", "ora"
    ) or basename(view.path).startswith(("index.", "main.", "cluster."))


def _at_entry(view: FileView, call: m.Node) -> bool:
    function: m.Function | None = None
    for node in call.ancestors():
        if isinstance(node, m.Function):
            function = node
            if _ENTRY.search(m.function_name(node)) or _signal_callback(node):
                return True
            if [p.name.lstrip("_") for p in node.params][-2:] in (
                ["signum", "frame"],
                ["sig", "frame"],
                ["signal", "frame"],
            ):
                return True
        if isinstance(node, m.Handler) and any(
            m.dotted(n) in ("KeyboardInterrupt", "SystemExit") for t in node.types for n in t.walk()
        ):
            return True  # the user, or somebody else, asked for the end
    if view.language in ("java", "kotlin", "csharp"):
        return _java_hook(call)
    if function is None:
        return view.language != "go"
    if view.language == "python" and (_forked(view, call) or _asks_a_person(function)):
        return True
    return bool(_handed_to_signal(view, m.function_name(function)))


def _java_hook(call: m.Node) -> bool:
    """``addShutdownHook``, ``setDefaultUncaughtExceptionHandler``, ``System.exit(SpringApplication.exit(context))``, a class that starts or ends a program."""
    for node in call.ancestors():
        if isinstance(node, m.Call) and re.search(
            r"(?:addShutdownHook|UncaughtExceptionHandler|SignalHandler|Signal\.handle)$",
            m.dotted(node.callee),
        ):
            return True
        if isinstance(node, m.Class) and (
            _JAVA_CLASS.search(node.name)
            or any(
                re.search(r"(?:UncaughtExceptionHandler|Callable|CommandLineRunner)", m.dotted(b))
                for b in node.bases
            )
        ):
            return True
    return any(
        isinstance(n, m.Call) and m.dotted(n.callee).endswith("SpringApplication.exit") for n in call.walk()
    )


def _signal_callback(function: m.Function) -> bool:
    """``process.on('SIGTERM', () => process.exit(0))``, ``server.close(() => process.exit())``."""
    arg = function.parent
    call = arg.parent if isinstance(arg, m.Arg) else None
    if not isinstance(call, m.Call):
        return False
    first = call.args[0].value
    return (isinstance(first, m.Literal) and first.value in _SIGNALS) or m.dotted(call.callee).endswith(
        (".close", "main().catch", "run().catch", "signal.signal", "add_signal_handler", "atexit.register")
    )


def _handed_to_signal(view: FileView, name: str) -> bool:
    return bool(name) and bool(
        re.search(
            rf"(?:signal\.signal|process\.(?:on|once)|add_signal_handler|atexit\.register)\([^)]*\b{re.escape(name)}\b",
            view.text,
        )
    )


def _asks_a_person(function: m.Function) -> bool:
    """A function that puts a question on the terminal is part of a program, not of a library."""
    return any(
        isinstance(n, m.Call) and m.dotted(n.callee) in ("input", "click.confirm", "getpass.getpass")
        for n in function.body.walk_scope()
    )


def _forked(view: FileView, call: m.Node) -> bool:
    """``os._exit`` in the child of a fork, as the documentation asks for."""
    return isinstance(call, m.Call) and "os._exit" in m.dotted(call.callee) and "fork(" in view.text


def _explained(view: FileView, call: m.Call) -> bool:
    """A comment beside the panic, or a source of random bytes that failed: it cannot happen, or is caught above."""
    assert view.module is not None
    branch = m.enclosing(call, m.If)
    if branch is not None and "rand.Read" in view.module.text(branch.init or branch.test):
        return True
    return any(
        call.line - 2 <= c.line <= call.line and len(c.text.split()) >= 3 for c in view.module.comments
    )


def _invariant(call: m.Call) -> bool:
    """A panic for what cannot happen, or one that goes on with a recovered panic: not an answer to a failure."""
    given = call.positional(0)
    for node in call.ancestors():
        if isinstance(node, m.If):
            test = node.test
            if (
                isinstance(test, m.Binary)
                and test.op == "!="
                and isinstance(test.left, m.Name)
                and test.left.id.lower().endswith("err")
            ):
                return False
        if isinstance(node, m.Function):
            break
    return not (isinstance(given, m.Name) and given.id.lower().endswith("err"))


RULE = Rule(
    id="error-handling/process-exit-in-library",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java", "rust", "csharp", "kotlin"),
    title="Library code ends the process",
    what="`sys.exit`, `os._exit`, `process.exit`, `log.Fatal`, `os.Exit`, `System.exit`, `exitProcess`, `Environment.Exit`, `std::process::exit` or `panic(err)` outside main, command-line and start-up code.",
    why="One bad request or record takes the whole server down; deferred clean-up, other requests and the caller's handling are skipped.",
    fix="Raise or return an error; let the entry point decide to end.",
    site="every call that ends the process",
    cwe="CWE-382",
    references=(
        "https://cwe.mitre.org/data/definitions/382.html",
        "https://nodejs.org/api/process.html#processexitcode",
        "https://go.dev/doc/effective_go#panic",
    ),
    bad=(
        Example(
            {
                "billing/gateway.py": """\
import sys


def charge(client, invoice):
    answer = client.charge(invoice.total_cents)
    if not answer.accepted:
        print("charge refused")
        sys.exit(1)  # <-- here
    return answer.id
""",
                "src/billing/gateway.ts": """\
export async function connect(url: string) {
  try {
    return await pool.connect(url);
  } catch (err) {
    console.error('no database', err);
    process.exit(1);  // <-- here
  }
}
""",
                "internal/billing/gateway.go": """\
package billing

import "log"

func (g *Gateway) Charge(cents int64) string {
	id, err := g.client.Charge(cents)
	if err != nil {
		log.Fatalf("charge: %v", err)  // <-- here
	}
	if err := g.book(id); err != nil {
		panic(err)  // <-- here
	}
	return id
}
""",
            },
            sites=4,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "billing/__main__.py": """\
import sys

from billing.gateway import charge_all


def main() -> int:
    return charge_all()


sys.exit(main())
""",
                "billing/worker.py": """\
import signal
import sys


def stop(signum, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
""",
                "src/server.ts": """\
import { app } from './app';

async function main() {
  await app.listen(3000);
}

process.on('SIGTERM', () => {
  app.close().then(() => process.exit(0));
});

main().catch((err) => {
  console.error(err);
  process.exit(1);
});
""",
                "cmd/billing/main.go": """\
package main

import "log"

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
""",
                "internal/billing/pattern.go": """\
package billing

func MustParse(text string) Pattern {
	p, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return p
}

func (k Kind) String() string {
	switch k {
	case Card:
		return "card"
	}
	panic("unknown kind")
}
""",
            },
            sites=7,
        ),
        *GOOD,
    ),
)
