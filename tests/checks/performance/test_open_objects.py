from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "performance/unclosed-resource"

JAVA = (
    "import java.io.*;\nimport java.net.*;\nimport java.nio.file.*;\nimport java.sql.*;\nimport java.util.*;\n"
    "import java.util.concurrent.*;\nimport java.util.stream.*;\nimport javax.sql.DataSource;\n\nclass A {\n"
    "  private DataSource dataSource;\n  private Connection held;\n  private InputStream index;\n"
)
JAVA_BAD = {
    "closed only at the end": "String f(String p) throws IOException {\n  BufferedReader r = new BufferedReader(new FileReader(p));\n  String line = r.readLine();\n  r.close();\n  return line;\n}",
    "wrapper over a local": "String f(File p) throws IOException {\n  FileInputStream in = new FileInputStream(p);\n  BufferedReader r = new BufferedReader(new InputStreamReader(in));\n  return r.readLine();\n}",
    "chained read": "int f(String p) throws IOException {\n  return new FileInputStream(p).read();\n}",
    "lines collected": "List<String> f(Path p) throws IOException {\n  return Files.lines(p).filter(l -> !l.isEmpty()).collect(Collectors.toList());\n}",
    "connection in a chain": "int f() throws SQLException {\n  try (Statement s = dataSource.getConnection().createStatement()) {\n    return s.executeUpdate(\"x\");\n  }\n}",
    "closed in the catch alone": "void f() throws SQLException {\n  Connection c = dataSource.getConnection();\n  c.createStatement().execute(\"x\");\n  log(\"done\");\n}",
    "statement of a given connection": "void f(Connection c) throws SQLException {\n  PreparedStatement s = c.prepareStatement(\"x\");\n  s.setInt(1, 2);\n  s.executeUpdate();\n}",
    "pool made each time": "void f(List<Runnable> work) {\n  ExecutorService pool = Executors.newFixedThreadPool(4);\n  for (Runnable w : work) {\n    pool.submit(w);\n  }\n}",
    "socket": "int f(String host) throws IOException {\n  Socket s = new Socket(host, 80);\n  s.setSoTimeout(5);\n  return s.getInputStream().read();\n}",
    "throw before the close": "void f(String p) throws IOException {\n  FileWriter w = new FileWriter(p);\n  if (p.isEmpty()) {\n    throw new IOException(\"empty\");\n  }\n  w.close();\n}",
    "properties": "Properties f(String p) throws IOException {\n  Properties all = new Properties();\n  all.load(new FileInputStream(p));\n  return all;\n}",
}  # fmt: skip
JAVA_GOOD = {
    "try with resources": "String f(String p) throws IOException {\n  try (BufferedReader r = new BufferedReader(new FileReader(p))) {\n    return r.readLine();\n  }\n}",
    "nested resources": "int f(String p) throws IOException {\n  try (InputStream in = new FileInputStream(p); Reader r = new InputStreamReader(in)) {\n    return r.read();\n  }\n}",
    "given to a resource": "int f(File p) throws IOException {\n  FileInputStream in = new FileInputStream(p);\n  try (BufferedInputStream b = new BufferedInputStream(in)) {\n    return b.read();\n  }\n}",
    "java nine": "int f(File p) throws IOException {\n  FileInputStream in = new FileInputStream(p);\n  try (in) {\n    return in.read();\n  }\n}",
    "closeQuietly": "int f(File p) throws IOException {\n  InputStream in = null;\n  try {\n    in = new FileInputStream(p);\n    return in.read();\n  } finally {\n    IOUtils.closeQuietly(in);\n  }\n}",
    "kept in a field": "void f(Path p) throws IOException {\n  index = Files.newInputStream(p);\n  held = dataSource.getConnection();\n}",
    "returned": "InputStream f(Path p) throws IOException {\n  InputStream in = Files.newInputStream(p);\n  in.skip(4);\n  return new BufferedInputStream(in);\n}",
    "own scanner": "int f() {\n  Scanner s = new Scanner(System.in);\n  return s.nextInt();\n}",
    "text scanner": "int f(String text) {\n  Scanner s = new Scanner(text);\n  return s.nextInt();\n}",
    "memory": "byte[] f() throws IOException {\n  ByteArrayOutputStream out = new ByteArrayOutputStream();\n  out.write(1);\n  return out.toByteArray();\n}",
    "request body": "String f(HttpServletRequest request) throws IOException {\n  BufferedReader r = new BufferedReader(new InputStreamReader(request.getInputStream()));\n  return r.readLine();\n}",
    "response writer": "void f(HttpServletResponse response) throws IOException {\n  PrintWriter out = response.getWriter();\n  out.println(\"x\");\n}",
    "own connection's statement": "int f() throws SQLException {\n  try (Connection c = dataSource.getConnection()) {\n    PreparedStatement s = c.prepareStatement(\"x\");\n    return s.executeUpdate();\n  }\n}",
    "helper closes": "void f() throws SQLException {\n  Connection c = dataSource.getConnection();\n  try {\n    run(1);\n  } finally {\n    close(null, c);\n  }\n}",
    "handed to an owner": "Loader f(File p) throws IOException {\n  FileInputStream in = new FileInputStream(p);\n  return new Loader(in);\n}",
    "shut down": "void f(List<Runnable> work) {\n  ExecutorService pool = Executors.newCachedThreadPool();\n  try {\n    work.forEach(pool::submit);\n  } finally {\n    pool.shutdown();\n  }\n}",
    "lazy stream returned": "Stream<String> f(Path p) throws IOException {\n  return Files.lines(p).filter(l -> !l.isEmpty());\n}",
    "later connect": "void f() throws IOException {\n  try (Socket s = new Socket()) {\n    s.connect(null, 5);\n  }\n}",
}  # fmt: skip

SHARP = (
    "using System.IO;\nusing System.Threading.Tasks;\nusing Microsoft.Data.SqlClient;\n\nclass A {\n"
    "  private readonly string _cs;\n  private FileStream _log;\n  private SqlConnection _held;\n"
)
SHARP_BAD = {
    "never": 'int F(string path) {\n  var r = new StreamReader(path);\n  return r.Read();\n}',
    "chained": 'string F(string path) {\n  return new StreamReader(path).ReadToEnd();\n}',
    "created and dropped": 'void F(string path) {\n  File.Create(path);\n}',
    "command takes it": 'int F() {\n  var c = new SqlConnection(_cs);\n  c.Open();\n  using var q = new SqlCommand("x", c);\n  return q.ExecuteNonQuery();\n}',
    "early return": 'int F(string path) {\n  var s = File.OpenRead(path);\n  if (s.Length == 0) {\n    return 0;\n  }\n  var b = s.ReadByte();\n  s.Dispose();\n  return b;\n}',
    "exception": 'async Task F(string path) {\n  var s = new FileStream(path, FileMode.Create);\n  await s.WriteAsync(new byte[1]);\n  s.Close();\n}',
    "socket": 'int F(string host) {\n  var c = new TcpClient(host, 80);\n  return c.GetStream().ReadByte();\n}',
}  # fmt: skip
SHARP_GOOD = {
    "using declaration": 'int F(string path) {\n  using var r = new StreamReader(path);\n  return r.Read();\n}',
    "using statement": 'int F(string path) {\n  using (var s = File.OpenRead(path))\n  using (var r = new StreamReader(s)) {\n    return r.Read();\n  }\n}',
    "finally": 'int F(string path) {\n  FileStream s = null;\n  try {\n    s = File.OpenRead(path);\n    return s.ReadByte();\n  } finally {\n    s?.Dispose();\n  }\n}',
    "field": 'void F(string path) {\n  _log = new FileStream(path, FileMode.Append);\n  _held = new SqlConnection(_cs);\n}',
    "returned": 'SqlConnection F() {\n  var c = new SqlConnection(_cs);\n  c.Open();\n  return c;\n}',
    "response file": 'IActionResult F(string path) {\n  var s = File.OpenRead(path);\n  return PhysicalFile(s, "x");\n}',
    "read of a given stream": 'string F(Stream body) {\n  var r = new StreamReader(body);\n  return r.ReadToEnd();\n}',
    "text at once": 'string F(string path) {\n  return File.ReadAllText(path);\n}',
    "memory": 'byte[] F() {\n  var m = new MemoryStream();\n  m.WriteByte(1);\n  return m.ToArray();\n}',
    "created and disposed": 'void F(string path) {\n  File.Create(path).Dispose();\n}',
    "handed on": 'Repo F() {\n  var c = new SqlConnection(_cs);\n  return new Repo(c);\n}',
}  # fmt: skip

KOTLIN = "import java.io.File\nimport java.io.FileInputStream\nimport javax.sql.DataSource\n\nclass A(private val dataSource: DataSource) {\n"
KOTLIN_BAD = {
    "never": "fun f(file: File): Int {\n  val input = FileInputStream(file)\n  return input.read()\n}",
    "chained": "fun f(file: File): String {\n  return file.bufferedReader().readLine()\n}",
    "connection": "fun f(): Int {\n  val c = dataSource.connection\n  val n = c.createStatement().executeUpdate(\"x\")\n  c.close()\n  return n\n}",
    "early return": "fun f(file: File): Int {\n  val w = file.bufferedWriter()\n  if (file.length() > 0) {\n    return 0\n  }\n  w.close()\n  return 1\n}",
}  # fmt: skip
KOTLIN_GOOD = {
    "use": "fun f(file: File): Int = file.inputStream().use { it.read() }",
    "use of a value": "fun f(file: File): Int {\n  val input = FileInputStream(file)\n  return input.use { it.read() }\n}",
    "buffered use": "fun f(file: File): Int = file.inputStream().buffered().use { it.read() }",
    "lines": "fun f(file: File): List<String> = file.bufferedReader().readLines()",
    "connection use": "fun f(): Int = dataSource.connection.use { c -> c.createStatement().use { it.executeUpdate(\"x\") } }",
    "returned": "fun f(file: File): FileInputStream {\n  val input = FileInputStream(file)\n  input.skip(4)\n  return input\n}",
    "finally": "fun f(): Int {\n  val c = dataSource.connection\n  try {\n    return c.createStatement().executeUpdate(\"x\")\n  } finally {\n    c.close()\n  }\n}",
}  # fmt: skip

RUBY_BAD = {
    "chained": "def f(p)\n  File.open(p).read\nend",
    "never": "def f(p)\n  file = File.open(p)\n  file.each_line { |l| puts l }\nend",
    "early return": "def f(p)\n  file = File.new(p)\n  return nil if file.size.zero?\n\n  line = file.gets\n  file.close\n  line\nend",
    "socket": "def f(host)\n  s = TCPSocket.new(host, 80)\n  s.write('x')\n  s.read\nend",
    "parsed": "def f(p)\n  YAML.load(File.open(p))\nend",
}  # fmt: skip
RUBY_GOOD = {
    "block": "def f(p)\n  File.open(p) { |file| file.read }\nend",
    "do block": "def f(p)\n  File.open(p, 'w') do |file|\n    file.puts 'x'\n  end\nend",
    "ensure": "def f(p)\n  file = File.open(p)\n  file.read\nensure\n  file&.close\nend",
    "kept": "def f(p)\n  @file = File.open(p)\nend",
    "memoised": "def f(p)\n  @file ||= File.open(p)\nend",
    "returned": "def f(p)\n  file = File.open(p)\n  file.seek(4)\n  file\nend",
    "attached": "def f(user, p)\n  user.avatar.attach(io: File.open(p), filename: 'a.png')\nend",
    "block passed": "def f(p, &block)\n  File.open(p, &block)\nend",
    "file predicate": "def f(p)\n  File.exist?(p) && File.size(p) > 3\nend",
}  # fmt: skip

PHP_BAD = {
    "never": "function f($p) {\n  $h = fopen($p, 'r');\n  return fgets($h);\n}",
    "early return": "function f($p) {\n  $h = fopen($p, 'r');\n  if (feof($h)) {\n    return null;\n  }\n  $x = fgets($h);\n  fclose($h);\n  return $x;\n}",
    "opened in the test": "function f($p) {\n  if (($h = fopen($p, 'r')) !== false) {\n    while (($row = fgetcsv($h)) !== false) {\n      if (!$row[0]) {\n        return [];\n      }\n    }\n    fclose($h);\n  }\n  return [1];\n}",
}  # fmt: skip
PHP_GOOD = {
    "finally": "function f($p) {\n  $h = fopen($p, 'r');\n  if (!$h) {\n    throw new RuntimeException($p);\n  }\n  try {\n    return fgets($h);\n  } finally {\n    fclose($h);\n  }\n}",
    "straight": "function f($p) {\n  $h = fopen($p, 'w');\n  if (false === $h) {\n    return false;\n  }\n  fwrite($h, 'x');\n  fclose($h);\n  return true;\n}",
    "not opened": "function f($p) {\n  if (!$h = fopen($p, 'r')) {\n    return null;\n  }\n  $x = fgets($h);\n  fclose($h);\n  return $x;\n}",
    "opened in the test": "function f($p) {\n  if (($h = fopen($p, 'r')) !== false) {\n    $x = fgets($h);\n    fclose($h);\n    return $x;\n  }\n  return null;\n}",
    "memory": "function f($p) {\n  $h = fopen('php://temp', 'r+');\n  fwrite($h, $p);\n  rewind($h);\n  return stream_get_contents($h);\n}",
    "kept": "function f($p) {\n  $this->h = fopen($p, 'r');\n}",
    "returned": "function f($p) {\n  $h = fopen($p, 'r');\n  fseek($h, 4);\n  return $h;\n}",
    "handed on": "function f($p) {\n  $h = fopen($p, 'r');\n  return new Stream($h);\n}",
}  # fmt: skip


def _params(language: tuple[str, str, str], cases: dict[str, str]) -> list[object]:
    head, path, tail = language
    return [pytest.param(head + code + tail, path, id=f"{path} {name}") for name, code in cases.items()]


_JAVA = (JAVA, "src/main/java/A.java", "\n}\n")
_SHARP = (SHARP, "src/A.cs", "\n}\n")
_KOTLIN = (KOTLIN, "src/main/kotlin/A.kt", "\n}\n")
_RUBY = ("", "app/services/a.rb", "\n")
_PHP = ("<?php\n", "src/a.php", "\n")


@pytest.mark.parametrize(
    ("code", "path"),
    [
        *_params(_JAVA, JAVA_BAD),
        *_params(_SHARP, SHARP_BAD),
        *_params(_KOTLIN, KOTLIN_BAD),
        *_params(_RUBY, RUBY_BAD),
        *_params(_PHP, PHP_BAD),
    ],
)
def test_what_stays_open_is_found(code: str, path: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, path)) == 1


@pytest.mark.parametrize(
    ("code", "path"),
    [
        *_params(_JAVA, JAVA_GOOD),
        *_params(_SHARP, SHARP_GOOD),
        *_params(_KOTLIN, KOTLIN_GOOD),
        *_params(_RUBY, RUBY_GOOD),
        *_params(_PHP, PHP_GOOD),
    ],
)
def test_what_is_closed_or_handed_on_is_silent(code: str, path: str, found: Callable[..., list[int]]) -> None:
    assert found(code, path) == []
