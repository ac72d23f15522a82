"""Calls of Java, Kotlin, C#, Ruby and PHP that open something which must be closed; names as in the libraries' documentation."""

from __future__ import annotations

import re

from checks.performance.opener import Opener
from checks.syntax import model as m
from checks.syntax.flow import Flow

# --- Java and Kotlin -----------------------------------------------------------------------------------------

_JVM_END = frozenset(
    {"close", "closeAsync", "use", "useLines", "forEachLine", "readLines", "shutdown", "shutdownNow"}
)
_TRY = "Open it in a try-with-resources statement, which closes it on every path."
_IO = r"(?:java\.io\.)?"
_JVM = (
    Opener(re.compile(rf"^{_IO}(?:FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)$|^(?:java\.util\.)?(?:zip\.ZipFile|jar\.JarFile|ZipFile|JarFile)$"), "file", _JVM_END, _TRY),
    Opener(re.compile(r"^(?:java\.nio\.file\.)?Files\.new(?:InputStream|OutputStream|BufferedReader|BufferedWriter|ByteChannel)$|^(?:java\.nio\.channels\.)?FileChannel\.open$"), "file", _JVM_END, _TRY),
    Opener(re.compile(r"^(?:java\.nio\.file\.)?Files\.(?:list|walk|find|lines|newDirectoryStream)$"), "file stream", _JVM_END, _TRY),
    Opener(re.compile(r"^(?:java\.sql\.)?DriverManager\.getConnection$"), "connection", _JVM_END, _TRY),
    Opener(re.compile(r"(?:^|[.\w])(?:[dD]ata_?[sS]ource|DATA_SOURCE|\bds|[pP]ool)(?:\(\))?\.(?:getConnection|connection)(?:\(\))?$"), "connection", _JVM_END, _TRY),
    Opener(re.compile(r"[pP]ool(?:\(\))?\.getResource$"), "pooled connection", _JVM_END, _TRY),
    Opener(re.compile(r"[sS]essionFactory(?:\(\))?\.openSession$|(?:[eE]ntityManagerFactory|\bemf)(?:\(\))?\.createEntityManager$"), "database session", _JVM_END, "Close it in a `finally`, or let the framework open and close it."),
    Opener(re.compile(r"^(?:java\.net\.)?(?:Socket|ServerSocket|DatagramSocket)$"), "socket", _JVM_END, _TRY),
    Opener(re.compile(r"\.newCall\(\)\.execute$"), "response", _JVM_END, _TRY, False),
    Opener(re.compile(r"^(?:java\.util\.concurrent\.)?Executors\.new\w+$"), "thread pool", _JVM_END, "Keep one for the whole program, or shut it down in a `finally`.", False),
    Opener(re.compile(r"^(?:.*\.)?HttpClients\.createDefault$"), "client", _JVM_END, "Keep one for the whole program, or close it in a `finally`.", False),
)  # fmt: skip
_JVM_STATEMENT = Opener(re.compile(""), "statement", _JVM_END, _TRY)
_JVM_STATEMENTS = frozenset({"prepareStatement", "createStatement", "prepareCall"})
_STARTS = re.compile(r"^(?:main|run|init\w*|start\w*|setup\w*|<init>|constructor|afterPropertiesSet)$|^[A-Z]")
"""Functions that open what the program keeps while it runs; a constructor is named after its class."""
_BODY_READ = frozenset({"string", "bytes", "close"})
_KOTLIN_FILE = re.compile(
    r"(?:java\.io\.File\(\)|(?:^|[.\w])[fF]ile|(?:^|[.\w])[pP]ath|Path\(\)|\bFile\(\))\.(?:inputStream|outputStream|reader|writer|bufferedReader|bufferedWriter|printWriter)$"
)
_KOTLIN_FIX = "Put the work into a `use` block, which closes it on every path."
_WRAPPERS = frozenset(
    {
        "BufferedReader", "BufferedWriter", "BufferedInputStream", "BufferedOutputStream", "InputStreamReader",
        "OutputStreamWriter", "PrintWriter", "PrintStream", "DataInputStream", "DataOutputStream", "ObjectInputStream",
        "ObjectOutputStream", "GZIPInputStream", "GZIPOutputStream", "ZipInputStream", "ZipOutputStream", "Scanner",
        "LineNumberReader", "StreamReader", "StreamWriter", "BinaryReader", "BinaryWriter", "GZipStream",
        "DeflateStream", "BufferedStream", "ZipArchive", "CsvReader", "CsvWriter", "CSVReader", "CSVWriter",
        "XSSFWorkbook", "CSVParser", "CSVPrinter", "PushbackInputStream", "JsonReader", "JsonWriter",
    }
)  # fmt: skip
"""Classes that close what they are made from when they are closed."""
_PASSES = frozenset({"buffered", "bufferedReader", "bufferedWriter", "reader", "writer", "apply", "also"})
"""Kotlin's methods that give back the same thing, or a wrapper that closes it."""

# --- C# ------------------------------------------------------------------------------------------------------

_SHARP_END = frozenset({"Dispose", "DisposeAsync", "Close", "CloseAsync"})
_USING = "Declare it with `using`, which disposes it on every path."
_SHARP_MADE = (
    Opener(re.compile(r"^(?:System\.IO\.)?FileStream$"), "file", _SHARP_END, _USING),
    Opener(re.compile(r"(?:^|\.)(?:Sql|Npgsql|MySql|Sqlite|SQLite|Oracle|Odbc|OleDb)Connection$"), "connection", _SHARP_END, _USING),
    Opener(re.compile(r"^(?:System\.Net\.Sockets\.)?(?:TcpClient|UdpClient|Socket)$"), "socket", _SHARP_END, _USING),
    Opener(re.compile(r"(?:^|\.|/)\w+DbContext$"), "database context", _SHARP_END, _USING, False),
)  # fmt: skip
_SHARP = (
    Opener(re.compile(r"^(?:System\.IO\.)?File\.(?:Open|OpenRead|OpenWrite|OpenText|Create|CreateText|AppendText)$|^(?:System\.IO\.Compression\.)?ZipFile\.Open(?:Read)?$"), "file", _SHARP_END, _USING),
    Opener(re.compile(r"[dD]ataSource(?:\(\))?\.OpenConnection(?:Async)?$"), "connection", _SHARP_END, _USING),
    Opener(re.compile(r"\.CreateDbContext(?:Async)?$"), "database context", _SHARP_END, _USING, False),
)  # fmt: skip
_SHARP_TEXT = frozenset({"StreamReader", "StreamWriter"})
_PATH_NAME = re.compile(r"(?i)(?:path|file|file_?name)$")

# --- Ruby and PHP --------------------------------------------------------------------------------------------

_RUBY_END = frozenset({"close", "close!", "unlink", "finish", "disconnect", "disconnect!", "shutdown"})
_BLOCK = "Give the call a block, which closes it on every path, or close it in `ensure`."
_RUBY = (
    Opener(re.compile(r"^(?:::)?File(?:\.open)?$|^(?:Zlib::)?Gzip(?:Reader|Writer)\.open$|^Zip::File\.open$"), "file", _RUBY_END, _BLOCK),
    Opener(re.compile(r"^(?:::)?(?:TCPSocket|UNIXSocket|TCPServer|UDPSocket)(?:\.open)?$"), "socket", _RUBY_END, _BLOCK),
    Opener(re.compile(r"^PG(?:::Connection|\.Connection)?(?:\.connect|\.open)?$|^Mysql2(?:::|\.)Client$|^SQLite3(?:::|\.)Database(?:\.open)?$"), "connection", _RUBY_END, "Close it in `ensure`."),
    Opener(re.compile(r"^Net(?:::|\.)(?:FTP|SFTP|SSH|SMTP|IMAP|HTTP)\.(?:open|start)$"), "connection", _RUBY_END, _BLOCK, False),
    Opener(re.compile(r"^IO\.popen$"), "pipe", _RUBY_END, _BLOCK),
)  # fmt: skip
_RUBY_NEEDS_NEW = frozenset({"File", "::File", "PG", "PG::Connection", "TCPSocket"})

_PHP = Opener(re.compile(r"^\\?(?:fopen|opendir|popen|proc_open|fsockopen|stream_socket_client|gzopen)$"), "file", frozenset(), "Close it in a `finally` block.", False)  # fmt: skip
_PHP_NOUNS = {"opendir": "directory", "popen": "pipe", "proc_open": "process", "fsockopen": "socket", "stream_socket_client": "socket"}  # fmt: skip
_PHP_OWN = re.compile(r"^php://(?:memory|temp|output|std(?:in|out|err)|input)")

_CLOSES = re.compile(
    r"(?i)^(?:safe|try|force|quietly)?_?(?:f|p|gz|proc_|stream_)?(?:close|release|dispose|shutdown|checkin|return_?resource)"
)
NOT_OWNERS = re.compile(
    r"(?:^|[./\\])(?:(?:Sql|Npgsql|MySql|Sqlite|SQLite|Oracle|Odbc|OleDb)(?:Command|DataAdapter)|IOUtils\.\w+|StreamUtils\.\w+|ByteStreams\.\w+|ImageIO\.\w+|Objects\.\w+"
    r"|Properties\(\)\.(?:load|loadFromXML|store)|Yaml\(\)\.load\w*|Gson\(\)\.(?:fromJson|toJson)|fromJson|println|(?:log|logger|LOGGER|LOG|_logger|console)\.\w+|String\.valueOf|transferTo|copyTo|CopyTo|CopyToAsync"
    r"|CompletableFuture\.\w+|JsonSerializer\.\w+|JsonConvert\.\w+|DSL\.using|Console\.\w+|Assert\.\w+"
    r"|(?:YAML|JSON|Marshal|Psych)\.\w+|FileUtils\.\w+|puts|p|IO\.copy_stream"
    r"|f(?:gets|getc|getcsv|putcsv|write|puts|read|eof|seek|lush|lock|stat|tell|passthru|scanf|truncate|sync)|rewind|rewinddir|readdir|stream_(?!socket_client|filter)\w+|is_resource|gz(?:gets|read|write|puts|eof)|assert|var_dump|flock|ftruncate|ftell|feof|isset|is_bool)$"
)
"""Functions that read or show what they are given and leave it open."""


def opener_in(flow: Flow, call: m.Expr) -> Opener | None:
    """What a call (in Kotlin also a property) opens; None when it opens nothing that needs closing."""
    if isinstance(call, m.Call):
        callee = call.callee
        if any(isinstance(a.value, m.Function) for a in call.args):
            return None  # the block receives it
    else:
        callee = call
    last = callee.id if isinstance(callee, m.Name) else callee.name if isinstance(callee, m.Attr) else ""
    if not last:
        return None
    language = flow.module.language
    if language in ("java", "kotlin"):
        return _jvm(flow, call, callee, last)
    if language == "csharp":
        return _csharp(flow, call, last) if isinstance(call, m.Call) else None
    if language == "ruby":
        name = flow.resolve(callee)
        if name in _RUBY_NEEDS_NEW and isinstance(call, m.Call) and not call.new:
            return None
        return next((o for o in _RUBY if o.pattern.match(name)), None)
    if language == "php" and isinstance(callee, m.Name) and isinstance(call, m.Call):
        return _php(flow, call, last)
    return None


def _jvm(flow: Flow, call: m.Expr, callee: m.Expr, last: str) -> Opener | None:
    kotlin = flow.module.language == "kotlin"
    name = flow.resolve(callee)
    if last in _JVM_STATEMENTS and isinstance(callee, m.Attr):
        return _in_kotlin(_JVM_STATEMENT, kotlin) if _given_connection(flow, callee.base) else None
    if last == "connection" and not kotlin:
        return None
    if last == "getConnection" and name == "./getConnection":
        return _in_kotlin(_JVM[3], kotlin) if _opens_connection(flow) else None
    found = next((o for o in _JVM if o.pattern.search(name)), None)
    if found is None and kotlin and _KOTLIN_FILE.search(name):
        found = _JVM[0]
    if found is None and last in ("Scanner", "PrintWriter") and _from_path(flow, call):
        found = _JVM[0]
    if found is None or (found.noun == "socket" and isinstance(call, m.Call) and not call.args):
        return None
    if isinstance(callee, m.Name) and not kotlin and isinstance(call, m.Call) and not call.new:
        return None
    if found.noun == "thread pool":
        function = m.enclosing(call, m.Function)
        if function is None or "Scheduled" in last or _STARTS.search(function.name):
            return None
    return _in_kotlin(found, kotlin)


def _in_kotlin(opener: Opener, kotlin: bool) -> Opener:
    if not kotlin or opener.fix != _TRY:
        return opener
    return Opener(opener.pattern, opener.noun, opener.closers, _KOTLIN_FIX, opener.strict)


def _given_connection(flow: Flow, base: m.Expr) -> bool:
    """Whether the connection was given to this function: closing one's own closes its statements too."""
    function = m.enclosing(base, m.Function)
    if not isinstance(base, m.Name) or function is None or not flow.imports_any("java.sql"):
        return False
    return any(p.name == base.id and p.annotation.endswith("Connection") for p in function.params)


def _opens_connection(flow: Flow) -> bool:
    """Whether the file's own ``getConnection`` opens a new one each time."""
    for function in flow.functions():
        if function.name == "getConnection":
            return bool(
                re.search(
                    r"return\s+(?:this\.)?(?:DriverManager|\w*[dD]ata[sS]ource|ds|\w*[pP]ool)\.getConnection\(",
                    flow.module.text(function),
                )
            )
    return False


def reads_body(member: m.Attr) -> bool:
    """Whether OkHttp's ``response.body`` is read to its end here, which closes the response."""
    node: m.Node = member
    while isinstance(node.parent, (m.Attr, m.Call, m.Opaque, m.Unary)):
        node = node.parent
        if isinstance(node, m.Attr) and node.name in _BODY_READ:
            return True
    return False


def _from_path(flow: Flow, call: m.Expr) -> bool:
    """Whether the first argument names a file, rather than a stream that someone else opened."""
    first = call.positional(0) if isinstance(call, m.Call) else None
    if first is None:
        return False
    name = flow.resolve(first)
    if isinstance(first, m.Call) and name.endswith(("File()", "toFile()", "Path.of()", "Paths.get()")):
        return True
    return bool(re.search(r"(?:^|\.)(?:File|Path)\(\)$", name))


def _csharp(flow: Flow, call: m.Call, last: str) -> Opener | None:
    name = flow.resolve(call.callee)
    if call.new:
        if last in _SHARP_TEXT:
            return _SHARP_MADE[0] if _names_file(flow, call) else None
        return next((o for o in _SHARP_MADE if o.pattern.search(name)), None)
    return next((o for o in _SHARP if o.pattern.search(name)), None)


def _names_file(flow: Flow, call: m.Call) -> bool:
    first = call.positional(0)
    if isinstance(first, m.Literal):
        return first.kind == "str"
    if isinstance(first, (m.Template, m.Binary)):
        return True
    if first is None:
        return False
    name = flow.resolve(first)
    return name in ("string()", "String()") or "Path.Combine" in name or bool(_PATH_NAME.search(name))


def _php(flow: Flow, call: m.Call, last: str) -> Opener | None:
    if not _PHP.pattern.match(last):
        return None
    address = flow.constant(call.positional(0))
    if isinstance(address, str) and _PHP_OWN.match(address):
        return None
    noun = _PHP_NOUNS.get(last.lstrip("\\"), "file")
    return Opener(_PHP.pattern, noun, _PHP.closers, _PHP.fix, _PHP.strict)


def wrapped(node: m.Expr) -> m.Expr:
    """The outermost object that closes this one when it is closed: readers, writers, archives made from it."""
    current = node
    while True:
        parent = current.parent
        outer = parent.parent if isinstance(parent, (m.Arg, m.Attr)) else None
        if isinstance(parent, m.Arg) and isinstance(outer, m.Call):
            if m.dotted(outer.callee).rpartition(".")[2] not in _WRAPPERS or outer.args[0] is not parent:
                return current
            current = outer
        elif isinstance(parent, m.Attr) and isinstance(outer, m.Call) and outer.callee is parent:
            if parent.name not in _PASSES:
                return current
            current = outer
        else:
            return current


def closes_argument(name: str) -> bool:
    """Whether a function of this name closes what it is given: ``fclose``, ``closeQuietly``, ``releaseConnection``."""
    return bool(_CLOSES.match(name))
