"""Further forms of the rules about time, retries, transactions and open things; a finding's line ends in ``<-- here``."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

MARK = "<-- here"

CASES = {
    "aiohttp without any limit": ("error-handling/missing-timeout", "a.py", """\
import aiohttp

async def a(url):
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))  # <-- here

async def b(url):
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=30))
"""),
    "programs": ("error-handling/missing-timeout", "app/media.py", """\
import subprocess

def a(path, out):
    subprocess.run(["ffmpeg", "-i", path, out], check=True)  # <-- here

def b(path, out):
    subprocess.run(["ffmpeg", "-i", path, out], check=True, timeout=60)

def c(url):
    command = ["git", "clone", "--depth", "1", url]
    subprocess.check_call(command)  # <-- here

def d():
    return subprocess.check_output(["git", "rev-parse", "HEAD"])
"""),
    "programs of a script": ("error-handling/missing-timeout", "scripts/fetch.py", """\
import subprocess

subprocess.run(["curl", "-O", URL], check=True)
"""),
    "got": ("error-handling/missing-timeout", "src/a.ts", """\
import got from 'got';
export const a = (url: string) => got(url).json(); // <-- here
export const b = (url: string) => got(url, { timeout: { request: 500 } }).json();
"""),
    "polling": ("error-handling/retry-without-limit", "a.py", """\
def a(url):
    while True:  # <-- here
        r = requests.get(url, timeout=3)
        if r.status_code == 200:
            return r.json()
        time.sleep(1)

def b(job):
    while True:
        s = client.status(job)
        if s == "done":
            return s
        if s == "failed":
            raise JobFailed(job)
        time.sleep(1)
"""),
    "endless options": ("error-handling/retry-without-limit", "src/a.ts", """\
axiosRetry(api, { retries: Infinity }); // <-- here
axiosRetry(api, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
retry(work, { forever: true }); // <-- here
"""),
    "asyncpg": ("error-handling/missing-rollback", "a.py", """\
async def a(conn, rows):
    tx = conn.transaction()
    await tx.start()  # <-- here
    await conn.execute("INSERT INTO a VALUES (1)")
    await tx.commit()

async def b(conn, rows):
    async with conn.transaction():
        await conn.execute("INSERT INTO a VALUES (1)")
"""),
    "python pools": ("performance/unclosed-resource", "a.py", """\
from app.db import engine, pool

def a(i):
    conn = engine.connect()  # <-- here
    row = conn.execute(Q, {"i": i}).first()
    if row is None:
        return None
    conn.close()
    return row

def b():
    conn = pool.getconn()  # <-- here
    row = conn.execute("SELECT 1").fetchone()
    pool.putconn(conn)
    return row

def c():
    conn = pool.getconn()
    try:
        return conn.execute("SELECT 1").fetchone()
    finally:
        pool.putconn(conn)

def d():
    with engine.connect() as conn:
        return conn.execute(Q).all()
"""),
    "go databases and readers": ("performance/unclosed-resource", "p/a.go", """\
package p

import (
	"compress/gzip"
	"database/sql"
	"io"
	"os"
)

func A(dsn string) error {
	db, err := sql.Open("postgres", dsn) // <-- here
	if err != nil {
		return err
	}
	return db.Ping()
}

func B(p string) ([]byte, error) {
	f, err := os.Open(p) // <-- here
	if err != nil {
		return nil, err
	}
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	defer zr.Close()
	return io.ReadAll(zr)
}

func C(dsn string) (*Store, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	return &Store{db: db}, nil
}
"""),
    "file descriptors": ("performance/unclosed-resource", "src/a.ts", """\
import fs from 'fs';
export function a(p: string) {
  const fd = fs.openSync(p, 'r'); // <-- here
  const size = fs.fstatSync(fd).size;
  if (size === 0) return null;
  fs.closeSync(fd);
  return size;
}
"""),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "code"), list(CASES.values()), ids=list(CASES))
def test_findings_stand_on_the_marked_lines_and_nowhere_else(rule: str, path: str, code: str) -> None:
    lines = code.split("\n")
    marked = [n for n, line in enumerate(lines, 1) if line.endswith(MARK)]
    text = "\n".join(line.removesuffix(MARK).rstrip(" /#") for line in lines)
    report = review(in_memory({path: text}), only={rule})
    assert report.errors == ()
    assert sorted(f.line for f in report.findings) == marked
