"""Calls that hold their thread until they are done, by what they wait for; the names are those of the libraries' documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.performance.queries import Kind, access_of, continued
from checks.syntax import model as m
from checks.syntax.flow import Flow


@dataclass(frozen=True, slots=True)
class Blocking:
    """One blocking call. ``what`` completes "`x` ...", ``instead`` is what to write in async code."""

    shown: str
    what: str
    instead: str
    file: bool = False
    """Waits for the local disk: harmless where it is one small file."""


_THREAD = "Run it in a thread: `await asyncio.to_thread(...)`."
_PYTHON: tuple[tuple[re.Pattern[str], str, str, bool], ...] = (
    (re.compile(r"^time\.sleep$"), "sleeps", "Use `await asyncio.sleep(...)`.", False),
    (
        re.compile(
            r"^requests\.(?:get|post|put|patch|delete|head|options|request|(?:sessions\.)?[sS]ession\(\)\.(?:get|post|put|patch|delete|head|options|request|send))$"
            r"|^httpx\.(?:get|post|put|patch|delete|head|options|request|stream|Client\(\)\.(?:get|post|put|patch|delete|head|options|request|send|stream))$"
            r"|^urllib\.request\.(?:urlopen|urlretrieve)$|^urllib3\.(?:request|PoolManager\(\)\.request)$"
        ),
        "waits for the network",
        "Use an async client (`httpx.AsyncClient`, `aiohttp`) or `await asyncio.to_thread(...)`.",
        False,
    ),
    (
        re.compile(r"^socket\.(?:create_connection|gethostbyname|getaddrinfo)$|^smtplib\.SMTP(?:_SSL)?(?:\(\)\.(?:send_message|sendmail|login|connect))?$|^paramiko\.SSHClient\(\)\.\w+$|^ftplib\.FTP\(\)\.\w+$"),
        "waits for the network",
        _THREAD,
        False,
    ),
    (
        re.compile(r"^subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput|Popen\(\)\.(?:wait|communicate))$|^os\.(?:system|wait|waitpid)$"),
        "waits for another process",
        "Use `asyncio.create_subprocess_exec(...)`.",
        False,
    ),
    (
        re.compile(r"^(?:psycopg2?|pymysql|MySQLdb|mysql\.connector|sqlite3|pyodbc|cx_Oracle|oracledb)\.connect(?:\(\)\.(?:cursor\(\)\.)?(?:execute|executemany|executescript|commit|fetchone|fetchall))?$"),
        "waits for the database",
        "Use an async driver or `await asyncio.to_thread(...)`.",
        False,
    ),
    (re.compile(r"^pymongo\.(?:mongo_client\.)?MongoClient\(\)(?:\.\w+|\[\])+\.(?:find_one|insert_one|insert_many|update_one|update_many|delete_one|delete_many|count_documents|aggregate)$"), "waits for the database", "Use `pymongo.AsyncMongoClient` or `await asyncio.to_thread(...)`.", False),
    (re.compile(r"^redis\.(?:client\.)?(?:(?:Strict)?Redis|from_url|Redis\.from_url)\(\)\.(?!pipeline|lock|pubsub|register_script)\w+$"), "waits for Redis", "Use `redis.asyncio`.", False),
    (re.compile(r"^boto3\.(?:client|resource|Session\(\)\.client|session\.Session\(\)\.client)\(\)\.(?!get_paginator|exceptions|meta|generate_presigned|can_paginate|get_waiter|Table$|Bucket$|Object$|Queue$)\w+(?:\(\)\.\w+)?$"), "waits for the network", "Use `aioboto3` or `await asyncio.to_thread(...)`.", False),
    (
        re.compile(r"^bcrypt\.(?:hashpw|checkpw|kdf)$|^hashlib\.(?:pbkdf2_hmac|scrypt)$|^argon2\.PasswordHasher\(\)\.(?:hash|verify)$|^passlib\.\S*(?:CryptContext\(\)|bcrypt|argon2|pbkdf2_\w+)\.(?:hash|verify|encrypt)$|^werkzeug\.security\.(?:generate|check)_password_hash$"),
        "computes for a good part of a second on purpose",
        _THREAD,
        False,
    ),
    (re.compile(r"^queue\.(?:Simple|Lifo|Priority)?Queue\(\)\.get$|^threading\.(?:Event\(\)\.wait|Thread\(\)\.join)$"), "waits for another thread", "Use the `asyncio` counterpart, or `await asyncio.to_thread(...)`.", False),
    (re.compile(r"^input$"), "waits for a person", _THREAD, False),
    (re.compile(r"^(?:open|io\.open|gzip\.open|codecs\.open)$|^pathlib\.Path\(\)(?:\.\w+|\(\))*\.(?:read_text|read_bytes|write_text|write_bytes)$|^shutil\.(?:copy\w*|move|rmtree|make_archive|unpack_archive)$|^pandas\.(?:read_csv|read_excel|read_parquet|read_sql\w*)$"), "waits for the disk", "Use `aiofiles`, or do the reading in `await asyncio.to_thread(...)`.", True),
)  # fmt: skip
_SYNC_SESSION = re.compile(
    r"^sqlalchemy\.(?:orm\.)?(?:scoped_session|sessionmaker\(\)|Session|create_engine)\(\)"
)
_SESSION_CALLS = frozenset({"execute", "scalar", "scalars", "commit", "flush", "get", "refresh", "rollback"})

_NODE_FS = frozenset(
    {
        "readFileSync", "writeFileSync", "appendFileSync", "readdirSync", "copyFileSync", "cpSync", "rmSync",
        "rmdirSync", "renameSync", "unlinkSync", "mkdtempSync", "openSync", "readSync", "writeSync",
    }
)  # fmt: skip
_NODE: tuple[tuple[re.Pattern[str], str, str, bool], ...] = (
    (re.compile(r"^(?:fs|fs-extra|graceful-fs)\.(?:" + "|".join(sorted(_NODE_FS)) + r")$"), "waits for the disk", "Use the promise form from `node:fs/promises`.", True),
    (re.compile(r"^child_process\.(?:execSync|spawnSync|execFileSync)$"), "waits for another process", "Use `execFile` or `spawn` and await its end.", False),
    (re.compile(r"^crypto\.(?:pbkdf2Sync|scryptSync|generateKeyPairSync)$"), "computes for a good part of a second on purpose", "Use the form with a callback, which runs in the thread pool.", False),
    (re.compile(r"^(?:bcrypt|bcryptjs)\.(?:hashSync|compareSync|genSaltSync)$"), "computes for a good part of a second on purpose", "Use `await bcrypt.hash(...)` and `await bcrypt.compare(...)`.", False),
    (re.compile(r"^zlib\.(?:gzipSync|gunzipSync|deflateSync|inflateSync|brotliCompressSync|brotliDecompressSync)$"), "compresses while everything else waits", "Use the form with a callback, or a stream.", False),
    (re.compile(r"^Atomics\.wait$|^sync-request$|^deasync\.\w+$"), "stops the event loop", "Await a promise instead.", False),
)  # fmt: skip


def blocking_call(flow: Flow, call: m.Call) -> Blocking | None:
    """What a call blocks on, if it is known to block."""
    python = flow.module.language == "python"
    callee = call.callee
    last = callee.id if isinstance(callee, m.Name) else callee.name if isinstance(callee, m.Attr) else ""
    if not last:
        return None
    name = flow.resolve(callee)
    for pattern, what, instead, file in _PYTHON if python else _NODE:
        if pattern.match(name):
            return Blocking(m.dotted(callee) or name, what, instead, file)
    return _orm(flow, call, last, name) if python else None


def _orm(flow: Flow, call: m.Call, last: str, name: str) -> Blocking | None:
    """Queries through an object that is certainly not async: Django's managers, ``session.query``, a typed Session."""
    shown = m.dotted(call.callee)
    access = access_of(flow, call)
    if access is not None and access.kind is not Kind.HTTP:
        if (".objects." in shown and not last.startswith("a")) or (
            last in ("all", "aggregate") and ".objects." in shown
        ):
            if continued(call) or _iterated_async(flow, call):
                return None
            return Blocking(
                shown,
                "waits for the database",
                "Use the async form (`aget`, `acount`, `async for`) or `sync_to_async`.",
            )
        if ".query()." in shown or ".query." in shown:
            return Blocking(
                shown,
                "waits for the database",
                "Use an `AsyncSession`, or make this a plain `def` that the framework runs in a thread.",
            )
    if last in _SESSION_CALLS and _SYNC_SESSION.match(name):
        return Blocking(
            shown,
            "waits for the database",
            "Use an `AsyncSession`, or make this a plain `def` that the framework runs in a thread.",
        )
    return None


def _iterated_async(flow: Flow, call: m.Call) -> bool:
    """Whether the lazy query is kept under a name over which ``async for`` runs."""
    statement = m.statement_of(call)
    scope = m.enclosing(call, m.Function)
    if not isinstance(statement, m.Assign) or scope is None:
        return False
    names = "|".join(re.escape(t.id) for t in statement.targets if isinstance(t, m.Name))
    return bool(names and re.search(rf"\basync for [^:]*? in (?:{names})\b", flow.module.text(scope)))
