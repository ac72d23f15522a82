"""Dockerfiles in the many ways people write them, and the look-alikes that are fine."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review, scan
from checks.report import Severity
from checks.security.dockerfile_reader import assignments, read_instructions, read_stages

RULE = "security/dockerfile-hazard"
END = 'USER 1000\nCMD ["x"]\n'


@pytest.mark.parametrize(
    "line",
    [
        "RUN curl -fsSL https://a.net/i.sh | bash",
        "RUN wget -qO- https://a.net/i.sh | sudo -E bash -",
        "RUN apt-get update && curl https://a.net/i.py | python3 -",
        "RUN bash <(curl -s https://a.net/i.sh)",
        'RUN sh -c "$(curl -fsSL https://a.net/i.sh)"',
        "RUN curl -sSL https://a.net/i.sh | POETRY_HOME=/opt python3 -",
        "RUN curl -o i.sh https://a.net/i.sh && bash i.sh",
        "RUN wget -O /tmp/i.sh https://a.net/i.sh; chmod +x /tmp/i.sh; /tmp/i.sh -y",
        "ONBUILD RUN curl https://a.net/i.sh | sh",
        "ENV DB_PASSWORD=Wq7-ploVer92",
        "ENV API_TOKEN 9f8e2c41aa7b4d0c8d35e6f1b2a7c944",
        "ENV MODE=a MYSQL_ROOT_PASSWORD=prodpass",
        "ARG SECRET_KEY=kV8~Q2rTuY5wX1zA4bC7dE0fG3hJ6kL9",
    ],
)
def test_a_hazard_is_found_on_its_line(expect, line: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, "Dockerfile", f"FROM debian:12.8\nWORKDIR /x\n{line}  # <-- here\n{END}")


@pytest.mark.parametrize(
    "line",
    [
        "RUN curl -fsSL https://a.net/x.tgz | tar xz -C /usr/local",
        "RUN curl -fsSL https://a.net/key.asc | gpg --dearmor -o /k.gpg",
        "RUN curl https://a.net/x.json | jq .version | tee v",
        "RUN curl -o i.sh https://a.net/i.sh && echo 'abc  i.sh' | sha256sum -c && bash i.sh",
        "RUN curl -f https://a.net/i.sh | wc -l && sh build.sh",
        "# RUN curl https://a.net/i.sh | sh",
        "ENV TOKEN_TTL=3600 PASSWORD_FILE=/run/secrets/p SECRET_KEY_BASE_DUMMY=1",
        'ENV DB_PASSWORD=""',
        "ENV DB_PASSWORD=changeme",
        "ENV POSTGRES_PASSWORD=postgres",
        "ARG NPM_TOKEN",
        "ARG NPM_TOKEN\nRUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN npm ci --token=$NPM_TOKEN",
        "ENV PYTHONUNBUFFERED=1 PATH=/opt/bin:$PATH",
        "HEALTHCHECK CMD curl -f http://localhost/ || exit 1",
    ],
)
def test_a_look_alike_is_silent(expect, line: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, "Dockerfile", f"FROM debian:12.8\n{line}\n{END}")


@pytest.mark.parametrize(
    "image",
    ["node", "node:latest", "python:slim", "node:lts-alpine", "ghcr.io/acme/base", "localhost:5000/acme/base", "docker.io/library/alpine:edge",
     "--platform=linux/amd64 ubuntu AS final"],
)  # fmt: skip
def test_a_base_without_a_version_is_found(expect, image: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, "Dockerfile", f"FROM {image}  # <-- here\n{END}")


@pytest.mark.parametrize(
    "image",
    ["node:22", "python:3.12-slim", "debian:bookworm-slim", "ubuntu:noble", "gcr.io/distroless/static-debian12:nonroot", "scratch",
     "node@sha256:" + "a" * 64, "node:latest@sha256:" + "a" * 64, "acme/base:prod", "$BASE", "localhost:5000/acme/base:1.2"],
)  # fmt: skip
def test_a_precise_base_is_silent(expect, image: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, "Dockerfile", f"FROM {image}\n{END}")


def test_defaults_of_arguments_decide_the_base(expect) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, "Dockerfile", f"ARG TAG=latest\nFROM node:${{TAG}}  # <-- here\n{END}")
    expect(RULE, "Dockerfile", f"ARG TAG=22.1\nFROM node:${{TAG:-latest}}\n{END}")
    expect(RULE, "Dockerfile", f"FROM node:${{TAG:-latest}}  # <-- here\n{END}")


def test_stage_names_are_no_images(expect) -> None:  # type: ignore[no-untyped-def]
    expect(
        RULE,
        "Dockerfile",
        f"FROM golang:1.23 AS Builder\nRUN make\nFROM builder AS test\nRUN make test\nFROM scratch\n{END}",
    )


@pytest.mark.parametrize(
    "text",
    [
        'FROM node:22  # <-- here\nCMD ["node"]\n',
        'FROM node:22\nUSER app\nRUN x\nUSER root  # <-- here\nCMD ["node"]\n',
        'FROM node:22\nUSER 0:0  # <-- here\nENTRYPOINT ["node"]\n',
        'FROM node:22 AS b\nUSER app\nFROM node:22  # <-- here\nCMD ["node"]\n',
        'FROM node:22\nARG WHO=root\nUSER ${WHO}  # <-- here\nCMD ["node"]\n',
        'FROM scratch  # <-- here\nCOPY app /app\nENTRYPOINT ["/app"]\n',
    ],
)
def test_a_final_stage_that_runs_as_root_is_found(expect, text: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, "Dockerfile", text)


@pytest.mark.parametrize(
    "text",
    [
        'FROM node:22\nUSER node\nCMD ["node"]\n',
        'FROM node:22\nUSER root\nRUN x\nUSER 10001:10001\nCMD ["node"]\n',
        'FROM node:22 AS base\nUSER node\nFROM base AS mid\nFROM mid\nCMD ["node"]\n',
        'FROM gcr.io/distroless/nodejs22-debian12:nonroot\nCMD ["x"]\n',
        'FROM nginxinc/nginx-unprivileged:1.27\nCMD ["nginx"]\n',
        "FROM postgres:16.4\nCOPY init.sql /docker-entrypoint-initdb.d/\n",
        "FROM scratch AS export\nCOPY --from=build /out /\n",
        'FROM node:22\nRUN apt-get install gosu\nENTRYPOINT ["gosu", "app", "node"]\n',
        'FROM node:22\nARG UID\nUSER $UID\nCMD ["node"]\n',
        "FROM debian:12\nRUN apt-get update\n",
    ],
)
def test_a_final_stage_that_does_not_is_silent(expect, text: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, "Dockerfile", text)


def test_a_start_script_that_changes_the_user_is_read(expect) -> None:  # type: ignore[no-untyped-def]
    text = 'FROM node:22\nCOPY docker-entrypoint.sh /usr/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\n'
    expect(
        RULE, "api/Dockerfile", text, others={"api/docker-entrypoint.sh": '#!/bin/sh\nexec gosu app "$@"\n'}
    )
    expect(RULE, "api/Dockerfile", text.replace("node:22\n", "node:22  # <-- here\n"))


@pytest.mark.parametrize(
    "path", ["Dockerfile.dev", ".devcontainer/Dockerfile", "docker/test.Dockerfile", "ci/Dockerfile"]
)
def test_files_for_development_may_run_as_root_from_any_base_but_not_pipe(expect, path: str) -> None:  # type: ignore[no-untyped-def]
    expect(RULE, path, 'FROM node:latest\nRUN curl https://a.net/x | sh  # <-- here\nCMD ["node"]\n')


@pytest.mark.parametrize(
    ("use", "marked"),
    [
        ("RUN echo $NPM_TOKEN > .npmrc", "arg"),
        ("ENV NPM_TOKEN=$NPM_TOKEN", "env"),
        ('RUN NPM_TOKEN="$(cat /run/secrets/t)" npm ci', ""),
    ],
)
def test_a_secret_argument_counts_where_it_is_used_openly(expect, use: str, marked: str) -> None:  # type: ignore[no-untyped-def]
    first = "ARG NPM_TOKEN" + ("  # <-- here" if marked == "arg" else "")
    second = use + ("  # <-- here" if marked == "env" else "")
    expect(RULE, "Dockerfile", f"FROM node:22\n{first}\n{second}\n{END}")


def test_a_documented_credential_is_the_other_rules_and_no_value_is_said() -> None:
    secret = "Wq7-ploVer92"
    token = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    report = scan({"Dockerfile": f"FROM node:22\nENV DB_PASSWORD={secret}\nENV GH_TOKEN={token}\n{END}"})
    assert [(f.rule, f.line, f.severity) for f in report.findings] == [
        (RULE, 2, Severity.ERROR),
        ("security/hardcoded-secret", 3, Severity.ERROR),
    ]
    assert secret not in repr(report)
    assert token not in repr(report)


def test_the_command_is_found_on_its_own_line_of_a_long_instruction(expect) -> None:  # type: ignore[no-untyped-def]
    text = (
        "FROM debian:12.8\nRUN apt-get update \\\n    # tools\n    && apt-get install -y curl \\\n"
        "    && curl -sL https://a.net/setup | bash - \\\n    && rm -rf /var/lib\n" + END
    )
    report = review(in_memory({"Dockerfile": text}), only={RULE})
    assert [f.line for f in report.findings] == [5]


def test_heredocs_are_read_to_their_end(expect) -> None:  # type: ignore[no-untyped-def]
    report = review(
        in_memory(
            {
                "Dockerfile": f"FROM debian:12.8\nRUN <<EOF\napt-get update\ncurl https://a.net/x | sh\nEOF\nCOPY <<-X /a\n\tUSER root\n\tX\n{END}"
            }
        ),
        only={RULE},
    )
    assert [f.line for f in report.findings] == [4]


def test_every_instruction_of_the_kind_is_a_site() -> None:
    report = review(
        in_memory({"Dockerfile": f"ARG A=1\nFROM node:22\nENV B=2\nRUN x\nCOPY . .\n{END}"}), only={RULE}
    )
    assert report.sites == {RULE: {"dockerfile": 5}}


# --- the reader ---


def test_the_escape_directive_and_comments_between_lines() -> None:
    found = read_instructions("# escape=`\nFROM a:1\nRUN dir c:\\ `\n# no\n\n  more\nUSER x\n")
    assert [(i.name, i.value, i.line, i.end_line) for i in found] == [
        ("FROM", "a:1", 2, 2), ("RUN", "dir c:\\    more", 3, 6), ("USER", "x", 7, 7),
    ]  # fmt: skip


def test_assignments_in_their_forms() -> None:
    (env, old, arg) = read_instructions("ENV A=1 B='two words' C=\"x\"\nENV KEY some value\nARG X\n")
    assert assignments(env) == [("A", "1"), ("B", "two words"), ("C", "x")]
    assert assignments(old) == [("KEY", "some value")]
    assert assignments(arg) == [("X", None)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FROM",
        "RUN <<EOF\nnever ends",
        "\\\n" * 50,
        "FROM a\nENV 'x",
        "FROM a AS a\nFROM a\nFROM A",
        "\x00",
    ],
)
def test_odd_files_are_read_without_a_fault(text: str) -> None:
    read_stages(read_instructions(text))
    assert scan({"Dockerfile": text}).errors == ()
