"""Calls that open something which must be closed, and what closes it; names as in the libraries' documentation."""

from __future__ import annotations

import re

from checks.performance.opened_objects import opener_in
from checks.performance.opener import Opener
from checks.syntax import model as m
from checks.syntax.flow import Flow

_WITH = "Open it in a `with` statement, which closes it on every path."
_FILE = frozenset({"close"})
_CLOSE = frozenset(
    {"close", "aclose", "shutdown", "disconnect", "quit", "terminate", "dispose", "detach", "stop"}
)

PYTHON = (
    Opener(re.compile(r"^(?:open|io\.open|gzip\.open|bz2\.open|lzma\.open|codecs\.open|zipfile\.ZipFile|tarfile\.open|pathlib\.Path\(\)(?:\.\w+\(\)|\.\w+)*\.open)$"), "file", _FILE, _WITH),
    Opener(re.compile(r"^tempfile\.(?:NamedTemporaryFile|TemporaryFile|SpooledTemporaryFile)$"), "temporary file", _FILE, _WITH, False),
    Opener(re.compile(r"^urllib\.request\.urlopen$"), "response", _CLOSE, _WITH),
    Opener(re.compile(r"^socket\.(?:socket|create_connection|create_server)$"), "socket", _CLOSE, _WITH),
    Opener(re.compile(r"^(?:psycopg2|sqlite3)\.connect$"), "connection", _CLOSE, "Wrap it in `contextlib.closing(...)`, or close it in a `finally`.", True, True),
    Opener(re.compile(r"(?:.*\.)?(?:engine|create_engine\(\)|_engine)\.(?:connect|raw_connection)$"), "connection", _CLOSE, _WITH),
    Opener(re.compile(r"(?:.*[._])?(?:\w*[pP]ool(?:\(\))?)\.(?:getconn|acquire|get_connection)$"), "pooled connection", _CLOSE | {"release"}, "Give it back in a `finally`, or take it in a `with` statement."),
    Opener(re.compile(r"^(?:psycopg|pymysql|MySQLdb|mysql\.connector|pyodbc|oracledb|cx_Oracle|asyncpg|aiomysql|duckdb)\.connect$|^pika\.(?:\w+\.)*BlockingConnection$"), "connection", _CLOSE, "Wrap it in `contextlib.closing(...)`, or close it in a `finally`."),
    Opener(re.compile(r"^(?:requests\.(?:sessions\.)?[sS]ession|httpx\.Client|httpx\.AsyncClient|aiohttp\.(?:client\.)?ClientSession)$"), "client", _CLOSE, "Use it in a `with` (or `async with`) statement, or keep one for the whole program.", False),
    Opener(re.compile(r"^concurrent\.futures\.(?:thread\.|process\.)?(?:ThreadPool|ProcessPool)Executor$|^multiprocessing\.(?:pool\.)?(?:Thread)?Pool$"), "pool", _CLOSE, _WITH, False),
    Opener(re.compile(r"^(?:\S*\.)?(?:SessionLocal|SessionFactory|session_factory|SessionMaker|AsyncSessionLocal|async_session_maker|async_session_factory)$|^sqlalchemy\.orm\.(?:Session|sessionmaker\(\))$|^sqlalchemy\.ext\.asyncio\.AsyncSession$"), "database session", _CLOSE, "Use it in a `with` statement, or close it in a `finally`."),
    Opener(re.compile(r"^(?:smtplib\.SMTP(?:_SSL)?|ftplib\.FTP(?:_TLS)?|imaplib\.IMAP4(?:_SSL)?|paramiko\.(?:client\.)?SSHClient)$"), "connection", _CLOSE | {"logout"}, _WITH),
)  # fmt: skip

_END = frozenset(
    {
        "release",
        "end",
        "close",
        "destroy",
        "disconnect",
        "$disconnect",
        "endSession",
        "quit",
        "terminate",
        "return",
        "closeSync",
    }
)
_FINALLY = "Put the work into `try` and give it back in `finally`."
JAVASCRIPT = (
    Opener(re.compile(r"^(?:pg\.(?:default\.)?Pool\(\)\.connect|.*\b\w*[pP]ool(?:\(\))?\.(?:connect|getConnection|acquire))$"), "pooled connection", _END, _FINALLY),
    Opener(re.compile(r"\.createQueryRunner$"), "query runner", _END, _FINALLY),
    Opener(re.compile(r"^(?:pg\.(?:default\.)?Client|mongodb\.MongoClient|@prisma/client\.PrismaClient)$"), "client", _END, "Keep one for the whole program, or close it in `finally`."),
    Opener(re.compile(r"^redis\.createClient$"), "client", _END, "Keep one for the whole program, or close it in `finally`.", False),
    Opener(re.compile(r"^(?:mysql2?(?:/promise)?\.createConnection|mongodb\.MongoClient\.connect|amqplib\.connect)$"), "connection", _END, _FINALLY),
    Opener(re.compile(r"^(?:mongoose\.startSession|.*\b(?:client|mongoClient|connection)\.startSession)$"), "session", _END, _FINALLY),
    Opener(re.compile(r"^(?:fs/promises\.open|fs\.promises\.open|fs\.openSync)$"), "file", _END, _FINALLY),
    Opener(re.compile(r"^(?:puppeteer(?:-core)?\.launch|playwright(?:-core)?\.\w+\.launch)$"), "browser", _END, _FINALLY),
)  # fmt: skip
_ONLY_NEW = frozenset(
    {"pg.Client", "pg.default.Client", "mongodb.MongoClient", "@prisma/client.PrismaClient"}
)

_GO_DEFER = "Write `defer {}.Close()` right after the error check."
GO = (
    Opener(re.compile(r"^net/http\.(?:Get|Post|PostForm|Head)$"), "response body", frozenset({"Close"}), _GO_DEFER),
    Opener(re.compile(r"^os\.(?:Open|Create|OpenFile|CreateTemp)$"), "file", frozenset({"Close"}), _GO_DEFER),
    Opener(re.compile(r"^net\.(?:Dial|DialTimeout|Listen)$|^archive/zip\.OpenReader$|^database/sql\.Open$|^github\.com/jmoiron/sqlx\.(?:Open|Connect|ConnectContext)$|^github\.com/jackc/pgx(?:/v\d)?\.Connect$"), "connection", frozenset({"Close"}), _GO_DEFER),
)  # fmt: skip
_GO_BODY = Opener(re.compile(""), "response body", frozenset({"Close"}), _GO_DEFER)
_GO_ROWS = Opener(re.compile(""), "rows", frozenset({"Close"}), _GO_DEFER)
_GO_STATEMENT = Opener(re.compile(""), "statement", frozenset({"Close"}), _GO_DEFER)
_GO_PREPARES = re.compile(r"(?:^|\.)(?:db|DB|sqlDB|database)$")
_GO_CLIENT = re.compile(r"(?:[cC]lient|http\w*|^c|\.c|DefaultClient|doer|transport)(?:\(\))?$")
_GO_DB = re.compile(r"(?:^|\.)(?:db|tx|conn|pool|DB|Pool|stmt|database|sqlDB|reader|replica)$")

_LAST = frozenset(
    {
        "open", "ZipFile", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "urlopen", "socket",
        "create_connection", "create_server", "connect", "raw_connection", "getconn", "acquire", "get_connection", "Session", "session", "Client", "AsyncClient", "ClientSession",
        "ThreadPoolExecutor", "ProcessPoolExecutor", "Pool", "ThreadPool", "SMTP", "SMTP_SSL", "FTP", "FTP_TLS",
        "IMAP4", "IMAP4_SSL", "SSHClient", "get", "BlockingConnection",
    }
)  # fmt: skip


def opener_of(flow: Flow, call: m.Call) -> Opener | None:
    """What a call opens; None when it opens nothing that needs closing."""
    if flow.module.language not in ("python", "javascript", "typescript", "tsx", "go"):
        return opener_in(flow, call)
    callee = call.callee
    last = callee.id if isinstance(callee, m.Name) else callee.name if isinstance(callee, m.Attr) else ""
    if not last:
        return None
    if flow.module.language == "python":
        if last not in _LAST and not isinstance(callee, m.Name):
            return None
        name = flow.resolve(callee)
        if name == "requests.get":
            stream = call.keyword("stream")
            return PYTHON[2] if isinstance(stream, m.Literal) and stream.value is True else None
        found = next((o for o in PYTHON if o.pattern.match(name)), None)
        return None if found is not None and found.noun == "file" and _in_memory(flow, call) else found
    if flow.module.language == "go":
        return _go(flow, call, last)
    if any(isinstance(a.value, m.Function) for a in call.args):
        return None  # the callback receives it
    name = flow.resolve(callee)
    found = next((o for o in JAVASCRIPT if o.pattern.search(name)), None)
    return None if found is not None and name in _ONLY_NEW and not call.new else found


def _in_memory(flow: Flow, call: m.Call) -> bool:
    """Whether an archive is read from or written to memory, or to a file that someone else opened."""
    if call.keyword("fileobj") is not None:
        return True
    first = call.positional(0)
    return first is not None and flow.resolve(first) in ("io.BytesIO()", "io.StringIO()")


def _go(flow: Flow, call: m.Call, last: str) -> Opener | None:
    if not isinstance(call.callee, m.Attr):
        return None
    name = flow.resolve(call.callee)
    found = next((o for o in GO if o.pattern.match(name)), None)
    if found is not None:
        return found
    receiver = m.dotted(call.callee.base)
    if last == "Do" and len(call.args) == 1 and flow.imports_any("net/http") and _GO_CLIENT.search(receiver):
        return _GO_BODY
    if (
        last in ("Query", "QueryContext", "Queryx", "QueryxContext", "NamedQuery")
        and call.args
        and _GO_DB.search(receiver)
    ):
        return _GO_ROWS
    if last in ("Prepare", "PrepareContext", "Preparex") and call.args and _GO_PREPARES.search(receiver):
        return _GO_STATEMENT
    return None


NOT_OWNERS = re.compile(
    r"^(?:json\.(?:load|dump)|yaml\.\w+|ruamel\.yaml\.\S+|csv\.\w+|pickle\.\w+|toml\w*\.\w+|list|set|tuple|sum|sorted|len|enumerate|print|str|repr|isinstance"
    r"|zip|map|filter|next|iter|max|min|bool|any|all|shutil\.copyfileobj|id|type|hash|console\.\w+|JSON\.stringify"
    r"|io\.(?:ReadAll|Copy|CopyN|LimitReader|ReadFull|WriteString|TeeReader)|io/ioutil\.ReadAll|compress/\w+\.New\w+|archive/(?:tar|zip)\.New\w+|image(?:/\w+)?\.Decode\w*|io\.Pipe|fs\.\w+Sync|encoding/\w+\.New(?:Decoder|Encoder|Reader|Writer)|bufio\.New\w+|fmt\.\w+|log\.\w+|len)$"
)
"""Functions that read or show what they are given and leave it open."""
