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
)
