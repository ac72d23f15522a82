"""Runs every MariaDB row of the lock table on a real server: it accepts the algorithm and the lock that the row claims, and none
that is better. Needs ``mariadbd`` and ``mariadb-install-db`` (Debian: ``mariadb-server``)."""

from __future__ import annotations

import getpass
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.migration_safety.column_types import Change, column_type, type_change
from checks.migration_safety.locks import Lock, lock_table
from checks.migration_safety.operations import Database, Kind

PROGRAMS = ("mariadbd", "mariadb-install-db", "mariadb")
SCHEMA = """
SET foreign_key_checks = 0;
CREATE OR REPLACE DATABASE truth;
SET foreign_key_checks = 1;
USE truth;
CREATE TABLE r (id bigint PRIMARY KEY);
INSERT INTO r SELECT seq FROM seq_1_to_200;
CREATE TABLE t (
  id bigint NOT NULL PRIMARY KEY, a bigint, n varchar(20), k varchar(20) NOT NULL, d decimal(10, 2), c text,
  KEY t_a (a), CONSTRAINT t_check CHECK (d >= 0)
) DEFAULT CHARSET = latin1;
INSERT INTO t SELECT seq, seq, concat('n', seq), seq, seq, 'c' FROM seq_1_to_200;
CREATE TABLE s (id bigint NOT NULL, b bigint);
INSERT INTO s SELECT seq, seq FROM seq_1_to_200;
"""
ALGORITHMS = ("INSTANT", "NOCOPY", "INPLACE", "COPY")
"""Cheapest first. NOCOPY is INPLACE without a rebuild of the table."""
LOCKS = ("NONE", "SHARED", "EXCLUSIVE")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, PROGRAMS)), reason="no MariaDB server here (Debian: mariadb-server)"
    ),
]


class Server:
    """A private server on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "s"
        user = getpass.getuser()
        common = ["--no-defaults", f"--datadir={folder / 'data'}", f"--user={user}"]
        subprocess.run(
            ["mariadb-install-db", *common, "--auth-root-authentication-method=normal", "--skip-test-db"],
            check=True,
            capture_output=True,
        )
        self.log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            [
                "mariadbd",
                *common,
                f"--socket={self.socket}",
                "--skip-networking",
                "--innodb-flush-log-at-trx-commit=0",
            ],
            stdout=self.log,
            stderr=self.log,
        )
        deadline = time.monotonic() + 30
        while self.run("SELECT 1").returncode != 0:
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)
        answer = self.run("SELECT version()").stdout
        match = re.match(r"(\d+)\.(\d+)", answer)
        assert match, answer
        self.version = (int(match[1]), int(match[2]))

    def run(self, *statements: str) -> subprocess.CompletedProcess[str]:
        """Runs statements in one session."""
        return subprocess.run(
            [
                "mariadb",
                "--no-defaults",
                "-S",
                self.socket,
                "-u",
                "root",
                "-N",
                "-B",
                "-e",
                ";\n".join(statements),
            ],
            capture_output=True,
            text=True,
        )

    def accepts(self, row: Lock, clauses: str) -> bool:
        """Whether the row's statement runs with these clauses on fresh tables; any other refusal than of the clauses fails."""
        made = self.run(SCHEMA)
        assert made.returncode == 0, made.stderr
        done = self.run("USE truth", *row.before, row.attempt + clauses)
        assert done.returncode == 0 or re.search(r"ERROR 184[56] ", done.stderr), done.stderr
        return done.returncode == 0

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="evenhand-maria-") as folder:
        started = Server(Path(folder))
        yield started
        started.stop()


def identity(row: Lock) -> str:
    return f"{row.operation.value} {row.variant}".strip()


ROWS = [
    row
    for row in lock_table()
    if row.database is Database.MARIADB and row.attempt and row.since <= (10, 11) <= row.until
]
WITH_CLAUSES = [row for row in ROWS if row.attempt.startswith("ALTER TABLE")]


@pytest.mark.parametrize("row", WITH_CLAUSES, ids=identity)
def test_the_server_accepts_what_the_row_claims_and_nothing_cheaper(row: Lock, server: Server) -> None:
    assert row.since <= server.version <= row.until, (
        f"the rows tried are for 10.11, the server is {server.version}"
    )
    accepted = next((a for a in ALGORITHMS if server.accepts(row, f", ALGORITHM={a}")), "none")
    expected = "NOCOPY" if row.algorithm == "INPLACE" and row.rewrite != "table" else row.algorithm
    if row.operation is Kind.CREATE_INDEX and row.variant == "fulltext":
        expected = "INPLACE"
    assert accepted == expected
    lock = next((k for k in LOCKS if server.accepts(row, f", ALGORITHM={accepted}, LOCK={k}")), "none")
    assert lock == row.mode


@pytest.mark.parametrize("row", [r for r in ROWS if r not in WITH_CLAUSES], ids=identity)
def test_a_statement_without_clauses_waits_for_a_reader(row: Lock, server: Server) -> None:
    """Another transaction has read the table: a statement that takes it exclusively gives up waiting."""
    assert row.mode == "EXCLUSIVE"
    assert server.run(SCHEMA).returncode == 0
    reader = threading.Thread(
        target=server.run, args=("USE truth", "BEGIN", "SELECT count(*) FROM t", "SELECT sleep(3)", "COMMIT")
    )
    reader.start()
    time.sleep(1)
    waited = server.run("USE truth", "SET lock_wait_timeout = 1", row.attempt)
    reader.join()
    assert "ERROR 1205 " in waited.stderr
    assert server.run("USE truth", row.attempt).returncode == 0


@pytest.mark.parametrize("charset", ["latin1", "utf8mb4"])
@pytest.mark.parametrize(("old", "new"), [(10, 60), (31, 64), (31, 500), (63, 20), (64, 500), (300, 400)])
def test_a_longer_varchar_costs_what_the_types_say(server: Server, charset: str, old: int, new: int) -> None:
    server.run(SCHEMA, f"CREATE TABLE v (a varchar({old})) DEFAULT CHARSET = {charset}")
    done = server.run("USE truth", f"ALTER TABLE v MODIFY a varchar({new}), ALGORITHM=INSTANT")
    change = type_change(column_type(f"varchar({old})"), column_type(f"varchar({new})"), Database.MARIADB)
    instant = change is Change.METADATA
    # 64 latin1 characters fit one byte of length: there the types, which reckon with utf8mb4, are on the safe side.
    assert (done.returncode == 0) is instant or (charset == "latin1" and old == 64)


def test_what_makes_every_value_of_a_new_column_is_known(server: Server) -> None:
    """The server's own view of which default copies the table."""
    server.run(SCHEMA)
    for default, copies in {"(uuid())": True, "(now())": False, "'x'": False}.items():
        done = server.run(
            "USE truth", f"ALTER TABLE t ADD COLUMN x varchar(36) DEFAULT {default}, ALGORITHM=INSTANT"
        )
        server.run("USE truth", "ALTER TABLE t DROP COLUMN x")
        assert ("ERROR 1845" in done.stderr) is copies, default
