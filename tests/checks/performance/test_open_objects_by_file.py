"""Files with many openings; a finding's line ends in ``<-- here``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "performance/unclosed-resource"

FILES = {
    "src/main/java/U1.java": """\
import java.sql.*;
import okhttp3.*;
import java.util.concurrent.*;
import javax.sql.DataSource;
import javax.persistence.*;
class U1 {
    private DataSource dataSource;
    private EntityManagerFactory emf;
    private OkHttpClient client;
    private ExecutorService pool;
    private Connection getConnection() throws SQLException {
        return dataSource.getConnection();
    }
    U1() {
        ExecutorService p = Executors.newFixedThreadPool(3);
        p.submit(() -> 1);
        pool = p;
    }
    String a(Request request) throws Exception {
        Response response = client.newCall(request).execute();
        return response.body().string();
    }
    String b(Request request) throws Exception {
        Response response = client.newCall(request).execute(); // <-- here
        if (!response.isSuccessful()) {
            throw new IOException("x");
        }
        return response.body().string();
    }
    int c() throws Exception {
        Response response = client.newCall(null).execute(); // <-- here
        return response.code();
    }
    int d() throws SQLException {
        Connection c = getConnection(); // <-- here
        return c.createStatement().executeUpdate("x");
    }
    Object e(long id) {
        EntityManager em = emf.createEntityManager(); // <-- here
        Object found = em.find(Object.class, id);
        em.close();
        return found;
    }
    Object f(long id) {
        EntityManager em = emf.createEntityManager();
        try {
            return em.find(Object.class, id);
        } finally {
            em.close();
        }
    }
    void g(List<Callable<String>> work) throws Exception {
        ExecutorService e = Executors.newFixedThreadPool(3); // <-- here
        e.invokeAll(work);
    }
    void h(Connection con) throws SQLException {
        PreparedStatement ps = null;
        ResultSet rs = null;
        try {
            ps = con.prepareStatement("x");
            rs = ps.executeQuery();
        } finally {
            if (rs != null) rs.close();
            if (ps != null) ps.close();
        }
    }
    void i() throws SQLException {
        Connection c = null;
        try {
            c = dataSource.getConnection();
            c.createStatement().execute("x");
        } catch (SQLException e) {
            throw new DataException(e);
        } finally {
            JdbcUtils.closeConnection(c);
        }
    }
    void j(Connection con, List<String> names) throws SQLException {
        try (PreparedStatement ps = con.prepareStatement("x")) {
            ps.executeBatch();
        }
    }
    PreparedStatement k(Connection con) throws SQLException {
        PreparedStatement ps = con.prepareStatement("x", Statement.RETURN_GENERATED_KEYS);
        ps.setString(1, "a");
        return ps;
    }
    void l() throws SQLException {
        Connection c = dataSource.getConnection(); // <-- here
        try {
            c.createStatement().execute("x");
            c.close();
        } catch (SQLException e) {
            log.error("x", e);
        }
    }
}
""",
    "src/main/kotlin/U2.kt": """\
import java.io.File
import okhttp3.OkHttpClient
import okhttp3.Request
import java.sql.DriverManager
class U2(private val client: OkHttpClient) {
    fun a(r: Request): String {
        val response = client.newCall(r).execute()
        return response.body!!.string()
    }
    fun b(r: Request): String {
        val response = client.newCall(r).execute() // <-- here
        if (!response.isSuccessful) throw IllegalStateException("x")
        return response.body!!.string()
    }
    fun c(r: Request): Int = client.newCall(r).execute().use { it.code }
    fun d(url: String): Int {
        val conn = DriverManager.getConnection(url) // <-- here
        val st = conn.createStatement()
        return st.executeUpdate("x")
    }
    fun e(url: String): Int = DriverManager.getConnection(url).use { it.createStatement().executeUpdate("x") }
    fun f(file: File) {
        val writer = file.printWriter() // <-- here
        for (i in 1..3) {
            if (i == 2) return
            writer.println(i)
        }
        writer.close()
    }
    fun g(file: File) = file.printWriter().use { out -> out.println("x") }
    fun h(file: File): String = file.reader().readText() // <-- here
}
""",
    "Src/U3.cs": """\
using System.IO;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Npgsql;
class U3 {
    private readonly IDbContextFactory<ShopContext> _factory;
    private readonly NpgsqlDataSource _dataSource;
    public async Task<int> A() {
        await using var db = await _factory.CreateDbContextAsync();
        return await db.Orders.CountAsync();
    }
    public async Task<int> B() {
        var db = await _factory.CreateDbContextAsync(); // <-- here
        return await db.Orders.CountAsync();
    }
    public async Task<int> C() {
        var conn = await _dataSource.OpenConnectionAsync(); // <-- here
        await using var cmd = new NpgsqlCommand("SELECT 1", conn);
        return (int)await cmd.ExecuteScalarAsync();
    }
    public async Task D(Stream body, string path) {
        await body.CopyToAsync(File.Create(path)); // <-- here
    }
    public async Task E(Stream body, string path) {
        await using var f = File.Create(path);
        await body.CopyToAsync(f);
    }
    public NpgsqlConnection F(string cs) => new NpgsqlConnection(cs);
    public string G(string path) {
        StreamReader reader = null;
        try {
            reader = new StreamReader(path);
            return reader.ReadToEnd();
        } finally {
            if (reader != null) reader.Dispose();
        }
    }
    public void H(string path) {
        var w = File.AppendText(path); // <-- here
        w.WriteLine("x");
    }
}
""",
    "app/u4.rb": """\
def a(path)
  CSV.parse(File.open(path).read) # <-- here
end
def b(path)
  f = File.open(path, "a") # <-- here
  f.puts "x"
end
def c(path)
  f = File.open(path)
  Parser.new(f).run
end
def d(path)
  s3.put_object(body: File.open(path, "rb"))
end
def e(path)
  io = IO.popen(["ls"]) # <-- here
  io.read
end
def f(db)
  conn = PG.connect(db) # <-- here
  res = conn.exec("SELECT 1")
  res.first
end
def g(db)
  conn = PG.connect(db)
  conn.exec("SELECT 1").first
ensure
  conn&.close
end
""",
    "src/u5.php": """\
<?php
function a($p) {
    $fp = fopen($p, 'c+');
    if (!flock($fp, LOCK_EX)) {
        fclose($fp);
        throw new RuntimeException('x');
    }
    ftruncate($fp, 0);
    fwrite($fp, 'x');
    flock($fp, LOCK_UN);
    fclose($fp);
}
function b($p, $disk) {
    $disk->writeStream('x', fopen($p, 'r'));
}
function c($dir) {
    $d = opendir($dir); // <-- here
    while (false !== ($e = readdir($d))) {
        if ($e === 'x') {
            return true;
        }
    }
    closedir($d);
    return false;
}
function d($host) {
    $s = fsockopen($host, 80, $errno, $errstr, 5);
    if (!is_resource($s)) {
        throw new RuntimeException($errstr);
    }
    fwrite($s, 'x');
    $a = fgets($s);
    fclose($s);
    return $a;
}
""",
}


@pytest.mark.parametrize(("path", "code"), list(FILES.items()), ids=list(FILES))
def test_findings_stand_on_the_marked_lines(path: str, code: str, found: Callable[..., list[int]]) -> None:
    lines = code.split("\n")
    marked = [n for n, line in enumerate(lines, 1) if line.endswith("<-- here")]
    text = "\n".join(line.removesuffix("<-- here").rstrip(" /#") for line in lines)
    assert found(text, path) == marked
