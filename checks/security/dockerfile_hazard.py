"""Images that carry secrets, run as root, or are built from what others can change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.dockerfile_reader import (
    Instruction,
    Stage,
    assignments,
    fill,
    read_instructions,
    read_stages,
)
from checks.security.secret_formats import mask
from checks.security.secret_names import secret_named
from checks.security.secret_values import chosen_password, dummy, placeholder, random_looking
from checks.views import FileView

_NOT_FOR_PRODUCTION = re.compile(
    r"(?:^|[/._-])(?:dev|devel|development|local|test|tests|testing|ci|e2e|debug|devcontainer|playground|lint)(?=$|[/._-])",
    re.IGNORECASE,
)
_FLOATING_WORDS = """
latest stable edge nightly current lts mainline alpine slim main master dev beta rolling rc unstable fpm apache
cli perl otel jdk jre node
"""
_FLOATING = frozenset(_FLOATING_WORDS.split())
_OTHER_USER = re.compile(
    r"nonroot|non-root|unprivileged|rootless|-chiseled|(?:^|/)chainguard/|(?:^|/)bitnami(?:legacy|secure)?/|jenkins/|apache/airflow|grafana/|(?:^|/)prom/"
    r"|prometheus/|quay\.io/keycloak|sonarqube|jupyter/|cimg/|elastic\.co/|opensearchproject/|(?:^|/)ubi\d+/(?:python|nodejs|openjdk|php|ruby|go-toolset|dotnet|httpd|nginx)"
    r"|dhi\.io/|vault(?::|$)|browserless/|selenium/|semaphoreui/|jaegertracing/|confluentinc/|windows|nanoserver|servercore|hadolint/|minio/mc"
)
"""Images whose own default user is not root, or that know none."""
_DROPS_RIGHTS = re.compile(
    r"^(?:docker\.io/)?(?:library/)?(?:postgres|mysql|mariadb|redis|valkey/valkey|mongo|rabbitmq|memcached|cassandra|elasticsearch|kibana|logstash"
    r"|postgis/postgis|pgvector/pgvector|timescale/timescaledb[\w-]*|clickhouse/clickhouse-server|nginx|httpd|haproxy|couchdb|influxdb|neo4j"
    r"|solr|zookeeper|eclipse-mosquitto|percona|mysql/mysql-server)(?::|@|$)"
)
"""Images whose own start script changes to another user."""
_DROPPING = re.compile(
    r"\b(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|chpst|supervisord|tini-su)\b|\bsu\s+-?\s*\w+\s+-c\b"
)
_FETCH = r"\b(?:curl|wget|fetch)\b[^|;&\n]*"
_SHELL = r"(?:sudo\s+(?:-\S+\s+)*)?(?:[\w./]*/)?(?:env\s+\S+\s+)?(?:ba|z|da|k|a)?sh\b|(?:sudo\s+(?:-\S+\s+)*)?(?:[\w./]*/)?(?:python[\d.]*|node|perl|ruby|php)(?=\s*(?:-(?:\s|$)|$|[;&|]))"
_PIPED = re.compile(
    rf"{_FETCH}\|\s*(?:\w+=\S+\s+)*(?:{_SHELL})"
    rf"|(?:{_SHELL})[^|;&\n]*<\(\s*(?:curl|wget)\b"
    rf"|(?:{_SHELL}|\beval)\s+(?:-\w+\s+)?[\"']?(?:\$\(|`)\s*(?:curl|wget)\b"
    r"|\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod)\b[^|\n]*\|\s*(?:iex|Invoke-Expression)\b"
    r"|\b(?:iex|Invoke-Expression)\b[^\n]*DownloadString",
    re.IGNORECASE,
)
_SAVED = re.compile(
    r"\b(?:curl|wget)\b[^|;&\n]*?\s-(?:o|O|-output|-output-document)[ =]?\s*(?P<file>[\w./-]+\.(?:sh|py|bash))\b"
)
_VERIFIED = re.compile(r"\b(?:sha(?:1|224|256|384|512)sum|shasum|gpgv?|cosign|minisign|openssl dgst)\b")
_COMMENT = re.compile(r"(?m)^[ \t]*#.*$")


def check(view: FileView) -> Iterator[Site]:
    """Every ``FROM`` of an image, ``ENV``, ``ARG`` and ``RUN``, and the user of the final stage."""
    if view.language != "dockerfile":
        return
    instructions = read_instructions(view.text)
    stages = read_stages(instructions)
    for_production = not _NOT_FOR_PRODUCTION.search(view.path)
    for instruction in instructions:
        if instruction.name in ("ENV", "ARG"):
            defect = _secret(instruction, instructions)
            if defect is None:
                yield _site(view, instruction, None)
            else:
                line = _line_of(view, instruction, defect.key.rpartition(" ")[2])
                yield view.line_site(line, defect)
        elif instruction.name == "RUN":
            yield _run(view, instruction)
    for stage in stages:
        if stage.parent is None and stage.image.lower() != "scratch":
            yield _site(view, stage.source, _unpinned(stage) if for_production else None)
    if stages and for_production:
        yield _final_user(view, stages[-1])


def _site(view: FileView, instruction: Instruction, defect: Defect | None) -> Site:
    return view.line_site(instruction.line, defect, instruction.end_line)


def _line_of(view: FileView, instruction: Instruction, name: str) -> int:
    """The line of a continued instruction that sets a name."""
    span = range(instruction.line, instruction.end_line + 1)
    said = re.compile(rf"\b{re.escape(name)}\b")
    return next((n for n in span if said.search(view.lines[n - 1])), instruction.line)


# --- secrets ---


def _secret(instruction: Instruction, everything: tuple[Instruction, ...]) -> Defect | None:
    for name, value in assignments(instruction):
        if not secret_named(name):
            continue
        if instruction.name == "ARG" and not value:
            if _used_openly(name, everything):
                return Defect(
                    f"The build argument `{name}` is used in a command, so its value stays in the image's history and build"
                    " cache.",
                    key=f"arg {name}",
                    fix=f"Give it as a secret: `RUN --mount=type=secret,id={name.lower()} ...`.",
                )
            continue
        if not value:
            continue
        if "$" in value:
            used = re.findall(r"\$\{?(\w+)", value)
            if instruction.name == "ENV" and any(_argument(u, everything) for u in used):
                return Defect(
                    f"`ENV {name}` keeps the value of a build argument in the image, for everyone who can pull it.",
                    key=f"env {name}",
                    fix="Pass it when the container starts, or as a secret mount to the step that needs it.",
                )
            continue
        if placeholder(value) or dummy(value) or value.lower() == name.lower():
            continue
        strong = random_looking(value) or chosen_password(value)
        if strong or (
            re.search(r"pass|pwd|secret", name, re.IGNORECASE) and len(value) >= 6 and not _setting(value)
        ):
            return Defect(
                f"`{instruction.name} {name}` writes a secret into the image: {mask(value)}. Everyone who can pull the image can"
                " read it.",
                key=f"literal {name}",
                identity=f"{instruction.name} {name}={mask(value)}",
                secret=value,
                severity=Severity.ERROR if strong else None,
                fix="Replace the secret, and pass the new one when the container starts or as a secret mount.",
            )
    return None


def _setting(value: str) -> bool:
    """A value that is no password: a path, an address, a switch, a number."""
    return bool(
        re.fullmatch(
            r"[\d.]+|true|false|yes|no|none|null|production|/[\w./-]*|\w+://[^@]*", value, re.IGNORECASE
        )
    )


def _argument(name: str, everything: tuple[Instruction, ...]) -> bool:
    return any(i.name == "ARG" and any(n == name for n, _ in assignments(i)) for i in everything)


def _used_openly(name: str, everything: tuple[Instruction, ...]) -> bool:
    use = re.compile(rf"\$\{{?{re.escape(name)}\b")
    for instruction in everything:
        if instruction.name == "RUN" and use.search(instruction.value):
            mounted = re.search(
                rf"--mount=type=secret\S*(?:id|env)={re.escape(name)}\b", instruction.value, re.IGNORECASE
            ) or re.search(rf"(?:^|[\s;&]){re.escape(name)}=[\"']?(?:\$\(|`)", instruction.value)
            if not mounted:
                return True
    return False


# --- commands ---


def _run(view: FileView, instruction: Instruction) -> Site:
    command = _COMMENT.sub("", instruction.value)
    match = _PIPED.search(command)
    file = ""
    if match is None and not _VERIFIED.search(command):
        for saved in _SAVED.finditer(command):
            name = re.escape(PurePosixPath(saved["file"]).name)
            if re.search(
                rf"(?:\b(?:ba|z|da)?sh|\bpython[\d.]*|&&|;|\|\|)\s+(?:-\w+\s+)*[\w./-]*{name}\b",
                command[saved.end() :],
            ):
                match, file = saved, saved["file"]
                break
    if match is None:
        return _site(view, instruction, None)
    first, last = _place(view, instruction, match)
    what = f"the downloaded `{file}`" if file else "what it downloads"
    return view.line_site(
        first,
        Defect(
            f"This runs {what} as it comes: whoever controls that address, or its content tomorrow, decides what is in the"
            " image.",
            key="piped",
            fix="Download a named version, compare its checksum (`sha256sum -c`), then run it; or take a package.",
        ),
        last,
    )


def _place(view: FileView, instruction: Instruction, match: re.Match[str]) -> tuple[int, int]:
    """The lines of the match: the reader has joined them, so the first words of it are looked for."""
    span = range(instruction.line, instruction.end_line + 1)
    if len(span) == 1:
        return instruction.line, instruction.line
    words = match[0].split()
    address = next((w.strip("\"'()") for w in words if "://" in w or "$" in w), words[-1])
    last = next((n for n in span if address in view.lines[n - 1]), instruction.line)
    first = next((n for n in range(last, instruction.line - 1, -1) if words[0] in view.lines[n - 1]), last)
    while last < instruction.end_line and "|" in match[0] and "|" not in view.lines[last - 1]:
        last += 1
    return first, last


# --- base images and users ---


def _unpinned(stage: Stage) -> Defect | None:
    image = stage.image
    if not image or "$" in image or "@sha256:" in image:
        return None
    name, tag = _split(image)
    if tag is not None and not all(part in _FLOATING for part in re.split(r"[-_.]", tag.lower())):
        return None
    said = f"`{image}` names no version" if tag is None else f"`{image}` moves with every release"
    return Defect(
        f"{said}: the next build may start from another system without a change here.",
        key="unpinned " + name,
        fix="Name a version, best with its digest: `image:1.2.3@sha256:...`.",
    )


def _split(image: str) -> tuple[str, str | None]:
    name, colon, tag = image.rpartition(":")
    return (name, tag) if colon and "/" not in tag else (image, None)


def _final_user(view: FileView, stage: Stage) -> Site:
    instruction, user = stage.user()
    named = user.partition(":")[0].strip("\"'").lower()
    if instruction is not None:
        defect = None
        if named in ("root", "0") and not _changes_user(view, stage):
            defect = Defect(
                "The final stage runs as root: who breaks into the process owns the container.",
                key="root",
                fix="End with a `USER` that is not root, such as `USER 10001`.",
            )
        place = instruction if any(i is instruction for i in stage.instructions) else stage.source
        return _site(view, place, defect)
    return _site(view, stage.source, _no_user(view, stage))


def _no_user(view: FileView, stage: Stage) -> Defect | None:
    image = stage.root().image
    starts = any(i.name in ("CMD", "ENTRYPOINT") for i in stage.chain())
    if "$" in image or _OTHER_USER.search(image) or _DROPS_RIGHTS.match(image):
        return None
    if not starts or _changes_user(view, stage):
        return None  # a base for others, or files to be copied out
    return Defect(
        "No `USER` is set, so the final stage runs as root: who breaks into the process owns the container.",
        key="root",
        fix="Make a user and switch to it before `CMD`, such as `USER 10001`.",
    )


def _changes_user(view: FileView, stage: Stage) -> bool:
    """Whether the start script gives up root itself (gosu, su-exec and their like)."""
    folder = PurePosixPath(view.path).parent
    for instruction in stage.chain():
        if _DROPPING.search(instruction.value):
            return True
        if instruction.name in ("COPY", "ADD"):
            for word in fill(instruction.value, stage.arguments).split()[:-1]:
                if re.search(r"entrypoint|start|run|init", word) and not word.startswith("--"):
                    for place in (str(folder / word), word.removeprefix("./")):
                        if _DROPPING.search(view.repo.text(place) or ""):
                            return True
    return False


RULE = Rule(
    id="security/dockerfile-hazard",
    severity=Severity.NOTE,
    languages=("dockerfile",),
    title="Hazard in a Dockerfile",
    what="Secrets in `ENV` or `ARG`, a final stage that runs as root, a download that is piped into a shell, and a base image without a"
    " version. Files for development and tests are judged for secrets and downloads only.",
    why="What is written into an image stays in it, layer by layer; and an image built from what others may change tomorrow is another image then.",
    fix="Mount secrets for the step that needs them, end with a user that is not root, check downloads, and name versions.",
    site="every `FROM` of an image, every `ENV`, `ARG` and `RUN`, and the user of the final stage",
    cwe="CWE-250",
    yields_to=("security/hardcoded-secret",),
    references=(
        "https://docs.docker.com/build/building/secrets/",
        "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
        "https://docs.docker.com/build/building/best-practices/",
        "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
    ),
    bad=(
        Example(
            {
                "Dockerfile": """\
FROM node:latest AS build  # <-- here
ARG NPM_TOKEN  # <-- here
WORKDIR /app
COPY package*.json ./
RUN npm config set //npm.example.com/:_authToken=$NPM_TOKEN && npm ci
RUN curl -fsSL https://get.example.net/install.sh | bash  # <-- here
COPY . .
RUN npm run build

FROM node:22.11-alpine  # <-- here
ENV SESSION_SECRET=f3a91c07be5d4482a6e90d17c25b8e64  # <-- here
COPY --from=build /app/dist /app
CMD ["node", "/app/server.js"]
"""
            },
            sites=8,
        ),
    ),
    good=(
        Example(
            {
                "Dockerfile": """\
# syntax=docker/dockerfile:1
ARG GO_VERSION=1.23.4
FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-bookworm AS build
ARG NPM_TOKEN
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN --mount=type=secret,id=npm_token NPM_TOKEN="$(cat /run/secrets/npm_token)" make web
RUN curl -fsSL -o tool.tgz https://get.example.net/tool-1.2.3.tgz \\
 && echo "9f2c41aa7b4d0c8d35e6f1b2a7c944aa  tool.tgz" | sha256sum -c - \\
 && tar -xzf tool.tgz
RUN CGO_ENABLED=0 go build -o /out/shop ./cmd/shop

FROM gcr.io/distroless/static-debian12:nonroot
ENV TOKEN_FILE=/run/secrets/token
COPY --from=build /out/shop /shop
ENTRYPOINT ["/shop"]
"""
            },
        ),
        Example(
            {
                "api/Dockerfile": """\
FROM python:3.12.7-slim AS base
RUN useradd --uid 10001 app
USER app

FROM base
COPY --chown=app . /app
CMD ["python", "-m", "app"]
"""
            },
        ),
    ),
)
