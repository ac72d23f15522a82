"""The ``evenhand`` command: one function a command, each thin. What a command needs is imported when it runs, so that
``evenhand --version`` and completion answer at once.

Exit status: 0 nothing at or over the failing level; 1 findings; 2 wrong use or broken input, told in one line.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.reportoutput import clear_progress, colour, deliver, progress, report_options, version, warn

if TYPE_CHECKING:
    from bot.settings import Settings

_EXAMPLES = "\b\nExamples:\n"


class _Commands(click.Group):
    """Commands in the order in which they are written, and the nearest name for one that does not exist."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of definition: local use first, then the service."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a suggestion."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            import difflib

            near = difflib.get_close_matches(args[0], list(self.commands), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            ctx.fail(f"there is no command {args[0]!a}{hint}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"evenhand {version()}")
        ctx.exit()


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--debug", is_flag=True, help="Show the whole traceback of an unexpected error.")
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version.",
)
def cli(debug: bool) -> None:
    """Reviews the pull requests that coding agents open, and says with numbers whose code holds up.

    \b
    Try it on a checkout:   evenhand review --base main
    See the whole service:  evenhand demo
    """


@cli.command(
    epilog=_EXAMPLES
    + "  evenhand review --base main\n  evenhand review --base origin/main --head my-branch --format sarif -o evenhand.sarif\n"
)
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Directory of the repository.  [default: here]",
)
@click.option(
    "--base", required=True, metavar="REV", help="What the change goes into; compared at the merge base."
)
@click.option(
    "--head",
    metavar="REV",
    help="The change's last commit.  [default: the work tree with everything uncommitted]",
)
@click.option("--agent", metavar="NAME", help="Who wrote the change; recorded in the report.")
@click.option(
    "--cache/--no-cache",
    default=True,
    help="Keep what is read of the base for the next time.  [default: cache]",
)
@report_options
def review(
    repo: Path,
    base: str,
    head: str | None,
    agent: str | None,
    cache: bool,
    rules: tuple[str, ...],
    config: Path | None,
    **how: Any,
) -> int:
    """Review the change of a local repository.

    Reads the team's .github/evenhand.yml from the base revision, so that a change cannot soften its own judge.
    """
    from bot import localreview

    name = None
    if agent:
        from bot.attribution import agent_of

        name = agent_of(agent)
    with localreview.reviewed_change(
        repo, base, head, config=config, agent=name, rules=rules, cache=cache, tell=progress, warn=warn
    ) as result:
        return deliver(result, **how)


@cli.command(
    epilog=_EXAMPLES + "  evenhand scan src\n  evenhand scan . --rule sql-injection --fail-on never\n"
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@report_options
def scan(paths: tuple[Path, ...], rules: tuple[str, ...], config: Path | None, **how: Any) -> int:
    """Check whole files and directories as if every line were new."""
    from bot import localreview

    return deliver(
        localreview.reviewed_files(paths, config=config, rules=rules, tell=progress, warn=warn), **how
    )


@cli.command(epilog=_EXAMPLES + "  evenhand rules\n  evenhand rules --family security --format json\n")
@click.option("--family", metavar="NAME", help="Rules of this family only.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(family: str | None, form: str) -> None:
    """List the rules."""
    from bot import rulepage

    click.echo(rulepage.listing(family, form))


@cli.command(epilog=_EXAMPLES + "  evenhand rule security/sql-injection\n  evenhand rule sql-injection\n")
@click.argument("name", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rule(name: str, form: str) -> None:
    """Explain a rule: what, why, how to fix it, bad and good code."""
    from bot import rulepage

    click.echo(rulepage.page(name, form, colour=colour("auto")), color=colour("auto"))


@cli.command(
    epilog=_EXAMPLES
    + '  echo \'{"head_ref": "devin/1733900000-cache", "author_login": "ann"}\' | evenhand attribute\n'
    + "  evenhand attribute < signals.jsonl > agents.jsonl\n"
)
@click.argument("source", type=click.File("rb"), default="-", metavar="[FILE]")
def attribute(source: Any) -> int:
    """Name the agent behind pull requests, one JSON object of signals a line.

    Members, all optional: repo, number_or_sha, title, author_login, author_id, author_type, commit_authors, trailers,
    messages, head_ref, labels, body_signals, body, date. Each line gives one line back; a broken one gives an error
    and the rest goes on (exit status 2 at the end).
    """
    from bot.attribution.jsonlines import answer

    broken = False
    for line in source:
        if line.strip():
            text, good = answer(line)
            broken = broken or not good
            click.echo(text.encode("utf-8"))
    return 2 if broken else 0


@cli.group()
def config() -> None:
    """Look at configuration: what applies and why, and whether a file is right."""


@config.command("explain", epilog=_EXAMPLES + "  evenhand config explain --base main\n")
@click.option(
    "--repo",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Directory of the repository.  [default: here]",
)
@click.option("--base", default="HEAD", show_default=True, metavar="REV", help="Revision whose file is read.")
@click.option(
    "--config", "file", type=click.Path(dir_okay=False, path_type=Path), help="Read this file instead."
)
@click.option(
    "--organisation", type=click.Path(dir_okay=False, path_type=Path), help="The organisation's evenhand.yml."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def config_explain(repo: Path, base: str, file: Path | None, organisation: Path | None, form: str) -> None:
    """Show each effective key and where its value comes from."""
    from bot import configpage, localreview

    found = localreview.read_configuration(repo, base, file, warn, organisation)
    click.echo(configpage.explanation(found, form))


@config.command(
    "check", epilog=_EXAMPLES + "  evenhand config check\n  evenhand config check .github/evenhand.yml\n"
)
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.Path(dir_okay=False, path_type=Path))
def config_check(files: tuple[Path, ...]) -> int:
    """Say what is wrong in configuration files, with file and line.  [default: .github/evenhand.yml]"""
    from bot import configpage

    good = True
    for file in files or (Path(".github/evenhand.yml"),):
        lines, right = configpage.check(file)
        good = good and right
        for line in lines:
            click.echo(line, err=not right)
    return 0 if good else 2


@cli.command(
    epilog=_EXAMPLES
    + "  evenhand serve\n  EVENHAND_REDIS_URL=redis://... EVENHAND_DATABASE_URL=postgresql://... evenhand serve\n"
)
@click.option("--embedded/--web-only", default=None, help="With a private Redis, worker and scheduler, or the web process alone.  [default: embedded unless servers are configured]")  # fmt: skip
def serve(embedded: bool | None) -> int:
    """Run the service until Ctrl-C."""
    from bot import serve as service

    return service.run(_settings(), embedded)


@cli.command()
def worker() -> None:
    """Run one worker process: reviews what the web process queued."""
    from bot.jobs import worker as process

    process.run(_settings())


@cli.command()
def scheduler() -> None:
    """Run the scheduler process: weekly summaries, missed deliveries, retention. One is enough."""
    from bot.jobs import scheduler as process

    process.run(_settings())


@cli.command()
def migrate() -> None:
    """Bring the database to this version's schema. Safe to repeat."""
    from bot.ledger import Ledger

    ledger = Ledger(_settings().database)
    try:
        ledger.migrate()
    finally:
        ledger.close()
    click.echo("The database is up to date.")


@cli.command(
    epilog=_EXAMPLES
    + "  evenhand summary\n  evenhand summary --week 2026-W47 --org acme --format html > week.html\n"
)
@click.option("--week", metavar="YEAR-Wnn", help="ISO week.  [default: the last whole week]")
@click.option("--org", metavar="NAME", help="Organisation.  [default: the only one in the ledger]")
@click.option(
    "--format", "form", type=click.Choice(["markdown", "json", "html"]), default="markdown", show_default=True
)
def summary(week: str | None, org: str | None, form: str) -> None:
    """Render a weekly summary from the ledger."""
    from bot import clock
    from bot import summary as weekly
    from bot.ledger import Ledger

    at = weekly.parse_week(week) if week else weekly.week_of(clock.now()).back(1)
    ledger = Ledger(_settings().database)
    try:
        ledger.migrate()
        text = weekly.render(ledger, org or _only_organisation(ledger.organisations()), at, form)
    finally:
        ledger.close()
    click.echo(text.rstrip("\n").encode("utf-8"))


@cli.command(epilog=_EXAMPLES + "  evenhand demo\n  evenhand demo --exit\n")
@click.option(
    "--exit", "exit_after", is_flag=True, help="End after printing instead of leaving the pages open."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port of the dashboard.  [default: a free one]",
)
@click.option(
    "--github-port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port of the GitHub stand-in.  [default: a free one]",
)
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the data here.  [default: a temporary directory]",
)
def demo(exit_after: bool, port: int, github_port: int, data_dir: Path | None) -> int:
    """Show the whole service on this machine: sample pull requests, real reviews, dashboard. Needs no account."""
    run = importlib.import_module("bot.demo").run
    return int(run(exit_after=exit_after, port=port, data_dir=data_dir, github_port=github_port) or 0)


@cli.command()
def doctor() -> int:
    """Check credentials, addresses, servers and git, and say how to mend what is wrong.

    Exit status 1 when something is.
    """
    from bot import doctor as examination

    checks = examination.run(_settings())
    for check in checks:
        click.echo(str(check))
    return 0 if all(check.ok for check in checks) else 1


@cli.command(epilog=_EXAMPLES + "  evenhand redeliver\n")
def redeliver() -> None:
    """Have GitHub send again what it could not deliver in the last three days.

    The service does so by itself every ten minutes; use this after mending what kept deliveries out.
    """
    from bot.jobs.connection import connect
    from bot.jobs.redeliver import redeliver as ask

    settings = _with_redis(_settings())
    count = ask(settings, connect(settings.required_redis_url()))
    click.echo(f"Asked GitHub for {count} missed deliver{'y' if count == 1 else 'ies'}.")


@cli.command(epilog=_EXAMPLES + "  evenhand reconcile\n  evenhand reconcile --org acme\n")
@click.option("--org", metavar="NAME", help="One organisation only.  [default: all that are known]")
def reconcile(org: str | None) -> None:
    """Queue a review of every open pull request whose newest commit has none.

    The service does so by itself every hour. One call of GitHub's API a repository.
    """
    from bot.jobs.connection import connect
    from bot.jobs.reconcile import reconcile as find
    from bot.ledger import Ledger

    settings = _with_redis(_settings())
    ledger = Ledger(settings.database)
    try:
        ledger.migrate()
        known = ledger.organisations()
        if org is not None and org.lower() not in {one.lower() for one in known}:
            raise click.UsageError(
                f"the ledger knows no organisation {org!a}; known: {', '.join(known) or 'none'}"
            )
        redis = connect(settings.required_redis_url())
        for one in [org] if org else known:
            # evenhand: ignore[query-in-loop] organisations are few, and each is asked of GitHub anyway
            click.echo(f"{one}: {find(settings, ledger, redis, one)} reviews queued")
    finally:
        ledger.close()


@cli.command(
    epilog=_EXAMPLES
    + '  eval "$(evenhand completion bash)"\n  evenhand completion fish > ~/.config/fish/completions/evenhand.fish\n'
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "evenhand", "_EVENHAND_COMPLETE").source())


def main() -> None:
    """Entry point: runs the command and turns every way to fail into an exit status and one line."""
    debug = "--debug" in sys.argv[1:]
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        status = cli.main(prog_name="evenhand", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except click.Abort:
        status = 130
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # Whoever read has gone: nothing to add.
        status = 141
    except Exception as error:
        if debug:
            raise
        clear_progress()
        click.echo(f"evenhand: {_line(error)}", err=True)
        status = 2
    sys.exit(status if isinstance(status, int) else 0)


def _line(error: Exception) -> str:
    """One line for a person. Our own errors say what and how to mend; anything else is a fault of ours."""
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "evenhand"
        return f"{_one(error.format_message())} ({command} --help shows how)"
    if isinstance(error, click.ClickException):
        return _one(error.format_message())
    if type(error).__module__.startswith(("bot.", "checks.")):
        first, *more = str(error).splitlines() or [type(error).__name__]
        return first + (f" (and {len(more)} more)" if more else "")
    if isinstance(error, OSError) and error.strerror:
        return _one(f"{error.filename or ''}: {error.strerror}".lstrip(": "))
    return _one(f"unexpected {type(error).__name__}: {error}; evenhand --debug ... shows the details")


def _one(text: str) -> str:
    return " ".join(text.split())


def _settings() -> Settings:
    from bot.settings import Settings

    return Settings.from_env()


def _with_redis(settings: Settings) -> Settings:
    """The settings with the address of the embedded Redis of a service that runs on this machine, if none is set."""
    if settings.redis_url is not None:
        return settings
    from dataclasses import replace

    from bot.embedded_redis import running

    url = running(settings.data_dir / "redis")
    if url is None:
        raise click.ClickException(
            "the service does not run here: start `evenhand serve`, or set EVENHAND_REDIS_URL to the Redis it uses"
        )
    return replace(settings, redis_url=url)


def _only_organisation(known: list[str]) -> str:
    if len(known) == 1:
        return known[0]
    if not known:
        raise click.ClickException("the ledger knows no organisation yet: no pull request was reviewed")
    raise click.UsageError(
        f"the ledger knows several organisations; choose one with --org: {', '.join(known)}"
    )


if __name__ == "__main__":
    main()
