"""Examples of ``unclosed-resource``."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "app/reports.py": """\
import json
import sqlite3

import psycopg2


def load_rates(path):
    return json.load(open(path))  # <-- here


def count_lines(path):
    handle = open(path)  # <-- here
    return sum(1 for _ in handle)


def totals(dsn, region):
    conn = psycopg2.connect(dsn)  # <-- here
    cur = conn.cursor()
    cur.execute("SELECT sum(total) FROM orders WHERE region = %s", (region,))
    row = cur.fetchone()
    if row is None:
        return 0
    conn.close()
    return row[0]


def archive(path, rows):
    conn = sqlite3.connect(path)  # <-- here
    conn.executemany("INSERT INTO archive VALUES (?, ?)", rows)
    conn.commit()
    conn.close()
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/orders.ts": """\
import { Pool } from 'pg';

const pool = new Pool();

export async function move(from: string, to: string, amount: number) {
  const client = await pool.connect();  // <-- here
  await client.query('BEGIN');
  await client.query('UPDATE accounts SET total = total - $1 WHERE id = $2', [amount, from]);
  await client.query('UPDATE accounts SET total = total + $1 WHERE id = $2', [amount, to]);
  await client.query('COMMIT');
  client.release();
}

export async function balance(id: string) {
  const client = await pool.connect();  // <-- here
  const { rows } = await client.query('SELECT total FROM accounts WHERE id = $1', [id]);
  return rows[0].total;
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/rates/rates.go": """\
package rates

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
)

func Latest(client *http.Client, url string) (*Rates, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := client.Do(req) // <-- here
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("rates: %s", resp.Status)
	}
	defer resp.Body.Close()
	var rates Rates
	return &rates, json.NewDecoder(resp.Body).Decode(&rates)
}

func Names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM rates") // <-- here
	if err != nil {
		return nil, err
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/java/shop/Orders.java": """\
package shop;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

class Orders {
    private final DataSource dataSource;

    Orders(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    int open(long customer) throws SQLException {
        Connection connection = dataSource.getConnection();  // <-- here
        var rows = connection.createStatement().executeQuery("SELECT count(*) FROM orders");
        if (!rows.next()) {
            return 0;
        }
        int count = rows.getInt(1);
        connection.close();
        return count;
    }

    String first(String path) throws IOException {
        BufferedReader reader = new BufferedReader(new FileReader(path));  // <-- here
        return reader.readLine();
    }

    List<Path> waiting(Path folder) throws IOException {
        return Files.list(folder).toList();  // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/kotlin/shop/Prices.kt": """\
package shop

import java.io.File
import javax.sql.DataSource

class Prices(private val dataSource: DataSource) {
    fun header(file: File): String? {
        val reader = file.bufferedReader()  // <-- here
        val line = reader.readLine() ?: return null
        reader.close()
        return line
    }

    fun delete(sku: String): Int {
        val connection = dataSource.connection  // <-- here
        return connection.createStatement().executeUpdate("DELETE FROM prices")
    }
}
""",
            "Shop/Prices.cs": """\
using System.IO;
using Microsoft.Data.SqlClient;

namespace Shop;

public class Prices
{
    public int Count(string settings)
    {
        var connection = new SqlConnection(settings);  // <-- here
        connection.Open();
        using var command = new SqlCommand("SELECT count(*) FROM prices", connection);
        return (int)command.ExecuteScalar();
    }

    public string Text(string path) => new StreamReader(path).ReadToEnd();  // <-- here
}
""",
            "app/services/prices.rb": """\
class Prices
  def header(path)
    file = File.open(path) # <-- here
    return [] if file.size.zero?

    columns = file.gets.split(";")
    file.close
    columns
  end
end
""",
            "src/Prices.php": """\
<?php

function header_of(string $path): array
{
    $handle = fopen($path, 'rb'); // <-- here
    if (feof($handle)) {
        return [];
    }
    $row = fgetcsv($handle);
    fclose($handle);
    return $row;
}
""",
        },
        sites=6,
    ),
)

GOOD = (
    Example(
        {
            "app/reports.py": """\
import json
from contextlib import closing

import psycopg2
import requests

from app.db import SessionLocal

http = requests.Session()


class Journal:
    def __init__(self, path):
        self.handle = open(path, "a")

    def close(self):
        self.handle.close()


def load_rates(path):
    with open(path) as handle:
        return json.load(handle)


def totals(dsn, region):
    with closing(psycopg2.connect(dsn)) as conn, conn.cursor() as cur:
        cur.execute("SELECT sum(total) FROM orders WHERE region = %s", (region,))
        return cur.fetchone()


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def connect(dsn):
    conn = psycopg2.connect(dsn)
    conn.autocommit = True
    return conn


def cleaned(dsn):
    conn = None
    try:
        conn = psycopg2.connect(dsn)
        return conn.info.server_version
    finally:
        if conn is not None:
            conn.close()
"""
        },
        sites=7,
    ),
    Example(
        {
            "src/orders.ts": """\
import { Pool } from 'pg';

const pool = new Pool();

export async function move(from: string, to: string, amount: number) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE accounts SET total = total - $1 WHERE id = $2', [amount, from]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

export async function balance(id: string) {
  const { rows } = await pool.query('SELECT total FROM accounts WHERE id = $1', [id]);
  return rows[0].total;
}

export async function checkout() {
  const client = await pool.connect();
  await client.query('SET statement_timeout = 5000');
  return client;
}
"""
        },
    ),
    Example(
        {
            "internal/rates/rates.go": """\
package rates

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"os"
)

func Latest(client *http.Client, req *http.Request) (*Rates, error) {
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	var rates Rates
	return &rates, json.NewDecoder(resp.Body).Decode(&rates)
}

func Names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM rates")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return scanNames(rows)
}

func Open(path string) (*Store, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &Store{file: f}, nil
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/java/shop/Orders.java": """\
package shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

class Orders {
    private final DataSource dataSource;

    Orders(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    int open() throws SQLException {
        try (Connection connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE orders SET open = true");
        }
    }

    String first(Path path) throws IOException {
        BufferedReader reader = Files.newBufferedReader(path);
        try {
            return reader.readLine();
        } finally {
            reader.close();
        }
    }

    List<Path> waiting(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    InputStream raw(Path path) throws IOException {
        return Files.newInputStream(path);
    }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/main/kotlin/shop/Prices.kt": """\
package shop

import java.io.File
import javax.sql.DataSource

class Prices(private val dataSource: DataSource) {
    fun header(file: File): String? = file.bufferedReader().use { it.readLine() }

    fun delete(): Int = dataSource.connection.use { c -> c.createStatement().executeUpdate("DELETE FROM prices") }
}
""",
            "Shop/Prices.cs": """\
using System.IO;
using Microsoft.Data.SqlClient;

namespace Shop;

public class Prices
{
    public int Count(string settings)
    {
        using var connection = new SqlConnection(settings);
        connection.Open();
        using var command = new SqlCommand("SELECT count(*) FROM prices", connection);
        return (int)command.ExecuteScalar();
    }

    public Stream Raw(string path) => File.OpenRead(path);
}
""",
            "app/services/prices.rb": """\
class Prices
  def header(path)
    File.open(path) { |file| file.gets.split(";") }
  end
end
""",
            "src/Prices.php": """\
<?php

function header_of(string $path): array
{
    $handle = fopen($path, 'rb');
    if ($handle === false) {
        return [];
    }
    try {
        return fgetcsv($handle) ?: [];
    } finally {
        fclose($handle);
    }
}
""",
        },
    ),
)
