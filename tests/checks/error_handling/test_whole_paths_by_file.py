"""Files with many places, good and bad; a finding's line ends in ``<-- here``."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

FILES = [
    pytest.param("error-handling/missing-timeout", "app/a1.py", """\
import os
import requests
import httpx
from requests_toolbelt import sessions
from django.conf import settings

TIMEOUT = 5

class TimeoutSession(requests.Session):
    def request(self, *args, **kwargs):
        kwargs.setdefault("timeout", 5)
        return super().request(*args, **kwargs)

session = TimeoutSession()

def a(url):
    return session.get(url).json()

def b(url, timeout=None):
    return requests.get(url, timeout=timeout or TIMEOUT)

class Base:
    def _call(self, method, url, **kw):
        kw["timeout"] = self.timeout
        return requests.request(method, url, **kw)

    def get(self, url):
        return self._call("GET", url)

def c(url):
    opts = {"timeout": 5, "verify": True}
    return requests.get(url, **opts)

def d(url):
    with httpx.Client(timeout=httpx.Timeout(5.0)) as client:
        return client.get(url)

def e(request):
    return request.session.get("user_id")

def f(cache, key):
    session = cache.session()
    return session.get(key)

def g(url):
    s = requests.Session()
    s.request = functools.partial(s.request, timeout=5)
    return s.get(url)

class H(requests.Session):
    def h(self, path):
        return self.get(path, timeout=3)

def i(url):
    with sessions.BaseUrlSession(base_url=url) as s:
        return s.get("/x", timeout=3)

def j(db, pk):
    session = Session(db)
    return session.get(User, pk)
""", id="good app/a1.py"),
    pytest.param("error-handling/missing-timeout", "src/b1.ts", """\
import axios, { type AxiosInstance } from 'axios';
import http from 'http';
import express from 'express';
const app = express();
const server = http.createServer(app);
const CONFIG = { timeout: 5000, baseURL: 'x' };
const api = axios.create(CONFIG);
function makeClient(overrides = {}): AxiosInstance {
  return axios.create({ ...CONFIG, ...overrides });
}
export class Client {
  private http: AxiosInstance;
  constructor(private readonly config: { timeoutMs: number }) {
    this.http = axios.create({ baseURL: 'x', timeout: this.config.timeoutMs });
  }
  get(p: string) {
    return this.http.get(p);
  }
}
export async function a(url: string) {
  return Promise.race([fetch(url), new Promise((_, r) => setTimeout(() => r(new Error('t')), 100))]);
}
export async function b(id: string) {
  const user = await repo.get(id);
  return user;
}
export const handler = async (event: any) => {
  const ac = new AbortController();
  const { signal } = ac;
  setTimeout(() => ac.abort(), 1000);
  const init = { method: 'POST', signal };
  return fetch('https://x', init);
};
export async function c(request: Request) {
  return fetch(request);
}
""", id="good src/b1.ts"),
    pytest.param("error-handling/missing-timeout", "pkg/c1.go", """\
package pkg

import (
	"context"
	"net"
	"net/http"
	"time"
)

type C struct{ hc *http.Client }

func New(hc *http.Client) *C {
	if hc == nil {
		hc = &http.Client{Timeout: 5 * time.Second}
	}
	return &C{hc: hc}
}

func A() *http.Client {
	c := &http.Client{}
	c.Timeout = 3 * time.Second
	return c
}

func B(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func D() (net.Conn, error) { return net.DialTimeout("tcp", "x:1", time.Second) }
""", id="good pkg/c1.go"),
    pytest.param("error-handling/missing-rollback", "app/r1.py", """\
from sqlalchemy.orm import Session

def a(db: Session, user):
    db.add(user)
    db.commit()
    db.refresh(user)
    return user

def b(engine):
    with engine.connect() as conn:
        with conn.begin():
            conn.execute(Q)

def c(engine):
    conn = engine.connect()
    trans = conn.begin()
    try:
        conn.execute(Q)
        trans.commit()
    except:
        trans.rollback()
        raise
    finally:
        conn.close()

def d(conn):
    cursor = conn.cursor()
    try:
        cursor.execute(Q)
        conn.commit()
    except Exception as e:
        conn.rollback()
        raise StoreError("x") from e
    finally:
        cursor.close()

def begin(self):
    self.conn.begin()

async def e(session_factory):
    async with session_factory() as session:
        async with session.begin():
            session.add(A())
        await session.commit()

async def f(session):
    async with session.begin_nested():
        session.add(A())
    await session.commit()

def g(self):
    tx = self.driver.session().begin_transaction()
    try:
        tx.run("x")
    except Exception:
        tx.rollback()
        raise
    else:
        tx.commit()
""", id="good app/r1.py"),
    pytest.param("error-handling/missing-rollback", "src/r2.ts", """\
export class Uow {
  async begin() {
    await this.client.query('BEGIN');
  }
  async commit() {
    await this.client.query('COMMIT');
  }
}
export async function a(client: any) {
  try {
    await client.query('BEGIN');
    await client.query('x');
    await client.query('COMMIT');
    return true;
  } catch (e) {
    await client.query('ROLLBACK').catch(() => {});
    return false;
  }
}
export async function b(sequelize: any) {
  const t = await sequelize.transaction();
  try {
    const u = await User.create({}, { transaction: t });
    if (!u) {
      await t.rollback();
      return null;
    }
    await t.commit();
    return u;
  } catch (e) {
    await t.rollback();
    throw e;
  }
}
export async function c(conn: any) {
  await conn.beginTransaction();
  try {
    await conn.query('x');
    await conn.commit();
  } catch (err) {
    await conn.rollback();
    throw err;
  } finally {
    conn.release();
  }
}
export async function d(db: any) {
  db.exec('BEGIN');
  let done = false;
  try {
    db.exec('x');
    db.exec('COMMIT');
    done = true;
  } finally {
    if (!done) db.exec('ROLLBACK');
  }
}
""", id="good src/r2.ts"),
    pytest.param("error-handling/missing-rollback", "pkg/r3.go", """\
package pkg

func A(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

func B(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

type Uow struct{ tx *sql.Tx }

func (u *Uow) Start(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	u.tx = tx
	return nil
}
""", id="good pkg/r3.go"),
    pytest.param("error-handling/retry-without-limit", "app/t1.py", """\
import time, asyncio

async def a(queue):
    while True:
        item = await queue.get()
        try:
            await handle(item)
        except Exception:
            log.exception("x")
        finally:
            queue.task_done()

async def b(ws_url):
    backoff = 1
    while True:
        try:
            async with connect(ws_url) as ws:
                backoff = 1
                async for m in ws:
                    handle(m)
        except ConnectionClosed:
            await asyncio.sleep(backoff)
            backoff = min(backoff * 2, 60)

def c():
    while True:
        try:
            n = int(input("n: "))
            break
        except ValueError:
            print("again")

def d(items):
    for item in items:
        try:
            push(item)
        except ApiError:
            failed.append(item)
    return failed

def e(q):
    while True:
        try:
            return q.get(timeout=1)
        except Empty:
            if stop.is_set():
                return None

def f(fn):
    for attempt in range(2):
        try:
            return fn()
        except StaleConnection:
            reconnect()
    raise Gone()

def g(slug):
    for i in range(100):
        try:
            return Post.objects.create(slug=f"{slug}-{i}")
        except IntegrityError:
            continue

def h(fn, n):
    for attempt in range(n):
        try:
            return fn()
        except OperationalError:
            if attempt == n - 1:
                raise
            pause(attempt)

def pause(attempt):
    time.sleep(2 ** attempt)
""", id="good app/t1.py"),
    pytest.param("performance/unclosed-resource", "app/u1.py", """\
import sqlite3
import requests
from contextlib import contextmanager

@contextmanager
def a(path):
    conn = sqlite3.connect(path)
    try:
        yield conn
        conn.commit()
    finally:
        conn.close()

def b(path):
    conn = sqlite3.connect(path)
    conn.row_factory = sqlite3.Row
    return conn

def c(path):
    with sqlite3.connect(path) as conn:
        return conn.execute("SELECT 1").fetchone()

def d(self, path):
    f = open(path)
    self._files.append(f)
    return f.fileno()

class E:
    def __enter__(self):
        self.f = open(self.path)
        return self
    def __exit__(self, *a):
        self.f.close()

def f():
    s = requests.Session()
    s.headers["a"] = "b"
    return s

def g(app):
    session = SessionLocal()
    app.state.session = session

def i(stack, path):
    f = stack.enter_context(open(path))
    return f.read()

async def j():
    client = httpx.AsyncClient()
    try:
        yield client
    finally:
        await client.aclose()

def k(path):
    fh = open(path, "rb")
    return StreamingResponse(fh, media_type="x")

def l(path):
    with open(path) as f, open(path + ".x", "w") as g:
        g.write(f.read())

def m():
    engine = create_engine("x")
    with engine.begin() as c:
        c.execute(Q)

def n(path):
    if path == "-":
        f = sys.stdin
    else:
        f = open(path)
    try:
        return f.read()
    finally:
        if f is not sys.stdin:
            f.close()
""", id="good app/u1.py"),
    pytest.param("performance/unclosed-resource", "src/u2.ts", """\
export async function a() {
  const client = await pool.connect();
  const release = client.release;
  client.release = () => { release.apply(client); };
  return client;
}
export async function b(fn: any) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const r = await fn(client);
    await client.query('COMMIT');
    return r;
  } catch (e) {
    await client.query('ROLLBACK');
    throw e;
  } finally {
    client.release();
  }
}
export async function c() {
  const browser = await puppeteer.launch();
  try {
    const page = await browser.newPage();
    return await page.pdf();
  } finally {
    await browser.close();
  }
}
export class D {
  private client = new MongoClient('x');
  async onModuleInit() {
    this.client = await MongoClient.connect('x');
  }
}
const prisma = new PrismaClient();
async function main() {
  await prisma.user.findMany();
}
main().finally(() => prisma.$disconnect());
export async function e() {
  const redis = createClient({ url: 'x' });
  await redis.connect();
  return redis;
}
""", id="good src/u2.ts"),
    pytest.param("error-handling/missing-timeout", "src/main/java/D1.java", """\
import java.net.http.*;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.web.client.RestTemplate;
import org.apache.hc.client5.http.impl.classic.*;
class D1 {
    RestTemplate a(RestTemplateBuilder builder) {
        return builder.rootUri("x").build(); // <-- here
    }
    HttpClient b() {
        return HttpClient.newBuilder() // <-- here
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    }
    CloseableHttpClient c() {
        return HttpClients.createDefault(); // <-- here
    }
    String d() {
        RestTemplate rt = new RestTemplate(); // <-- here
        return rt.getForObject("x", String.class);
    }
}
""", id="mixed src/main/java/D1.java"),
    pytest.param("error-handling/missing-timeout", "src/D2.cs", """\
using System;
using System.Net.Http;
using System.Threading;
class D2 {
    HttpClient A() {
        var c = new HttpClient();
        c.Timeout = Timeout.InfiniteTimeSpan; // <-- here
        return c;
    }
    HttpClient B() => new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
    void C(IServiceCollection s) {
        s.AddHttpClient("x", c => c.Timeout = Timeout.InfiniteTimeSpan); // <-- here
        s.AddHttpClient("y", c => { c.BaseAddress = new Uri("x"); });
    }
}
""", id="mixed src/D2.cs"),
    pytest.param("error-handling/missing-timeout", "src/d3.php", """\
<?php
use GuzzleHttp\\Client;
use Illuminate\\Support\\Facades\\Http;
function a() {
    $c = new Client(['base_uri' => 'x']); // <-- here
    return $c->get('/x');
}
function b($url) {
    return file_get_contents($url);
}
function c($url) {
    return Http::get($url)->json();
}
""", id="mixed src/d3.php"),
    pytest.param("error-handling/missing-timeout", "src/d4.rs", """\
use reqwest::Client;
use std::time::Duration;
fn a() -> Client {
    Client::builder().user_agent("x").build().unwrap() // <-- here
}
async fn b(u: &str) -> reqwest::Result<String> {
    reqwest::get(u).await?.text().await // <-- here
}
""", id="mixed src/d4.rs"),
    pytest.param("error-handling/missing-timeout", "src/d5.rb", """\
require "net/http"
require "faraday"
def a(uri)
  http = Net::HTTP.new(uri.host, uri.port)
  http.read_timeout = nil # <-- here
  http.get("/")
end
def b(uri)
  Net::HTTP.get(uri)
end
def c(host)
  TCPSocket.new(host, 25).gets # <-- here
end
""", id="mixed src/d5.rb"),
    pytest.param("error-handling/missing-timeout", "src/main/kotlin/D6.kt", """\
import java.net.URL
import java.net.HttpURLConnection
import org.springframework.web.client.RestTemplate
class D6 {
    fun a(u: String): Int {
        val c = URL(u).openConnection() as HttpURLConnection // <-- here
        return c.responseCode
    }
    fun b() = RestTemplate() // <-- here
    fun c(u: String): String = URL(u).readText() // <-- here
}
""", id="mixed src/main/kotlin/D6.kt"),
    pytest.param("error-handling/missing-rollback", "src/main/java/R4.java", """\
import java.sql.*;
import javax.persistence.*;
import javax.sql.DataSource;
class R4 {
    DataSource ds;
    EntityManagerFactory emf;
    void a() throws SQLException {
        Connection c = ds.getConnection();
        try {
            c.setAutoCommit(false); // <-- here
            c.createStatement().executeUpdate("x");
            c.commit();
        } catch (SQLException e) {
            log.error("x", e);
            throw e;
        } finally {
            c.close();
        }
    }
    void b() throws SQLException {
        Connection c = ds.getConnection();
        try {
            c.setAutoCommit(false); // <-- here
            c.createStatement().executeUpdate("x");
        } finally {
            c.commit();
            c.close();
        }
    }
    void c(Object o) {
        EntityManager em = emf.createEntityManager();
        EntityTransaction tx = em.getTransaction();
        tx.begin(); // <-- here
        em.persist(o);
        tx.commit();
        em.close();
    }
    boolean d(Object o) throws SQLException {
        Connection c = ds.getConnection();
        c.setAutoCommit(false); // <-- here
        try {
            if (o == null) {
                return false;
            }
            c.createStatement().executeUpdate("x");
            c.commit();
            return true;
        } catch (SQLException e) {
            c.rollback();
            throw e;
        }
    }
    void e(Connection c) throws SQLException {
        c.setAutoCommit(false); // <-- here
        try {
            c.createStatement().executeUpdate("x");
            c.commit();
        } catch (SQLTimeoutException e) {
            throw new Slow(e);
        } catch (SQLException e) {
            c.rollback();
            throw e;
        }
    }
}
""", id="mixed src/main/java/R4.java"),
    pytest.param("error-handling/missing-rollback", "app/r5.py", """\
import psycopg2
def a(conn, rows):
    cur = conn.cursor() # <-- here
    for r in rows:
        cur.execute("INSERT INTO a VALUES (%s)", (r,))
    conn.commit()
    cur.close()
def b(dsn, rows):
    conn = psycopg2.connect(dsn)
    cur = conn.cursor() # <-- here
    try:
        cur.executemany("x", rows)
    finally:
        conn.commit()
        conn.close()
def c(conn):
    conn.autocommit = False
    try:
        with conn.cursor() as cur:
            cur.execute("x")
        conn.commit()
    except psycopg2.Error as e:
        log.error("x")
        raise
async def d(session):
    await session.begin() # <-- here
    session.add(A())
    await session.commit()
""", id="mixed app/r5.py"),
    pytest.param("error-handling/missing-rollback", "src/r6.ts", """\
export async function a(pool: any) {
  const conn = await pool.getConnection();
  await conn.beginTransaction(); // <-- here
  try {
    await conn.query('x');
    await conn.commit();
  } catch (e) {
    logger.error(e);
    throw e;
  } finally {
    conn.release();
  }
}
export async function c(db: any) {
  await db.query('START TRANSACTION'); // <-- here
  const r = await db.query('SELECT 1');
  if (!r.length) {
    throw new Error('none');
  }
  await db.query('COMMIT');
}
export async function d(client: any) {
  try {
    await client.query('BEGIN'); // <-- here
    await client.query('x');
  } catch (e) {
    logger.error(e);
  } finally {
    await client.query('COMMIT');
    client.release();
  }
}
""", id="mixed src/r6.ts"),
    pytest.param("error-handling/missing-rollback", "pkg/r7.go", """\
package pkg
func A(db *sqlx.DB) error {
	tx := db.MustBegin() // <-- here
	tx.MustExec("x")
	return tx.Commit()
}
func B(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // <-- here
	if err != nil {
		return err
	}
	stmt, err := tx.PrepareContext(ctx, "x")
	if err != nil {
		return err
	}
	defer stmt.Close()
	if _, err := stmt.ExecContext(ctx); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
""", id="mixed pkg/r7.go"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "code"), FILES)
def test_findings_stand_where_they_are_marked(rule: str, path: str, code: str) -> None:
    lines = code.split("\n")
    marked = [n for n, line in enumerate(lines, 1) if line.endswith("<-- here")]
    text = "\n".join(line.removesuffix("<-- here").rstrip(" /#") for line in lines)
    report = review(in_memory({path: text}), only={rule})
    assert report.errors == ()
    assert sorted(f.line for f in report.findings) == marked
