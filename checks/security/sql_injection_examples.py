"""Examples of the rule sql injection, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/orders.py": """\
from app.db import get_connection


def find_orders(customer_email: str, status: str | None = None):
    conn = get_connection()
    with conn.cursor() as cur:
        query = f"SELECT id, total FROM orders WHERE email = '{customer_email}'"
        if status:
            query += " AND status = '" + status + "'"
        cur.execute(query)  # <-- here
        return cur.fetchall()
"""
        },
        sites=1,
    ),
    Example(
        {
            "reports/service.py": """\
from sqlalchemy import text


class ReportService:
    def __init__(self, session):
        self.session = session

    def revenue(self, region, sort):
        rows = self.session.execute(  # <-- here
            text("SELECT region, sum(total) FROM orders WHERE region = '%s' GROUP BY region" % region)
        )
        top = self.session.execute(text("SELECT * FROM orders ORDER BY {} LIMIT 10".format(sort)))  # <-- here
        return list(rows), list(top)
"""
        },
    ),
    Example(
        {
            "src/users.ts": """\
import { Router } from 'express';
import { pool } from './db';

export const users = Router();

users.get('/users', async (req, res) => {
  const { name, sort } = req.query;
  const result = await pool.query(`SELECT id, name FROM users WHERE name ILIKE '%${name}%'`);  // <-- here
  const sql = 'SELECT id FROM users ORDER BY ' + sort;
  const sorted = await pool.query(sql);  // <-- here
  res.json([...result.rows, ...sorted.rows]);
});
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/search.js": """\
const knex = require('./knex');

async function search(term, limit) {
  const rows = await knex.raw("select * from products where title like '%" + term + "%' limit ?", [limit]);  // <-- here
  return rows;
}

module.exports = { search };
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/com/acme/orders/OrderSearch.java": """\
package com.acme.orders;

import jakarta.persistence.EntityManager;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;

@RestController
@RequiredArgsConstructor
public class OrderSearch {
    private final JdbcTemplate jdbc;
    private final EntityManager em;

    @GetMapping("/orders")
    public List<OrderRow> find(@RequestParam String status, @RequestParam(required = false) String email) {
        StringBuilder sql = new StringBuilder("SELECT id, total FROM orders WHERE status = '");
        sql.append(status).append("'");
        if (email != null) {
            sql.append(" AND email = ?");
        }
        return jdbc.query(sql.toString(), new OrderRowMapper(), email);  // <-- here
    }

    public List<Order> byCustomer(String name) {
        return em.createQuery("select o from Order o where o.customer = '%s'".formatted(name), Order.class)  // <-- here
            .getResultList();
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/orders.rs": """\
use axum::extract::{Query, State};
use serde::Deserialize;
use sqlx::PgPool;

#[derive(Deserialize)]
pub struct Search {
    term: String,
    limit: i64,
}

pub async fn search(State(pool): State<PgPool>, Query(search): Query<Search>) -> Result<Vec<Order>, Error> {
    let mut sql = format!("SELECT * FROM orders WHERE name LIKE '%{}%'", search.term);
    sql.push_str(&format!(" LIMIT {}", search.limit));
    Ok(sqlx::query_as::<_, Order>(&sql).fetch_all(&pool).await?)  // <-- here
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "app/controllers/orders_controller.rb": """\
class OrdersController < ApplicationController
  def index
    @orders = current_user.orders.where("status = '#{params[:status]}'")  # <-- here
    @orders = @orders.order(params[:sort])  # <-- here
    render json: @orders.limit(50)
  end

  def export
    sql = <<~SQL
      SELECT id, total FROM orders
      WHERE region = '#{params[:region]}'
    SQL
    sql << " AND paid" if params[:paid]
    rows = ActiveRecord::Base.connection.select_all(sql)  # <-- here
    render json: rows.to_a
  end
end
"""
        },
        sites=3,
    ),
    Example(
        {
            "app/Http/Controllers/UserController.php": """\
<?php

namespace App\\Http\\Controllers;

use App\\Models\\User;
use Illuminate\\Http\\Request;
use Illuminate\\Support\\Facades\\DB;

class UserController extends Controller
{
    public function __construct(private \\PDO $pdo) {}

    public function index(Request $request)
    {
        $name = $request->input('name');
        $rows = DB::select("SELECT id, name FROM users WHERE name = '$name'");  // <-- here
        $sorted = User::query()->orderByRaw($request->query('sort') . ' DESC')->get();  // <-- here
        $sql = 'SELECT count(*) FROM users WHERE 1 = 1';
        if ($request->has('role')) {
            $sql .= " AND role = '" . $request->input('role') . "'";
        }
        $total = $this->pdo->query($sql)->fetchColumn();  // <-- here

        return response()->json(['rows' => $rows, 'sorted' => $sorted, 'total' => $total]);
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "internal/orders/store.go": """\
package orders

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"
)

type Store struct {
	db   *sql.DB
	pool *pgxpool.Pool
}

func (s *Store) ByEmail(ctx context.Context, email string) (*sql.Rows, error) {
	query := fmt.Sprintf("SELECT id, total FROM orders WHERE email = '%s'", email)
	return s.db.QueryContext(ctx, query) // <-- here
}

func (s *Store) Remove(email string) error {
	_, err := s.db.Exec("DELETE FROM orders WHERE email = '" + email + "'") // <-- here
	return err
}

func (s *Store) Find(ctx context.Context, status, sort string) error {
	query := "SELECT id FROM orders WHERE true"
	if status != "" {
		query += " AND status = '" + status + "'"
	}
	_, err := s.pool.Query(ctx, query) // <-- here
	if err != nil {
		return err
	}
	return s.pool.QueryRow(ctx, "SELECT id FROM orders ORDER BY "+sort).Scan(nil) // <-- here
}
"""
        },
        sites=4,
    ),
)

GOOD = (
    Example(
        {
            "app/controllers/orders_controller.rb": """\
class OrdersController < ApplicationController
  SORTABLE = %w[created_at total].freeze

  def index
    scope = current_user.orders.where("status = ? OR name ILIKE ?", params[:status], "%#{params[:q]}%")
    scope = scope.where(region: params[:region]).where(["total > ?", params[:min]])
    scope = scope.where("id IN (#{params[:ids].map(&:to_i).join(',')})") if params[:ids]
    scope = scope.order("#{sort_column} #{params[:dir] == 'asc' ? 'asc' : 'desc'}")
    render json: scope
  end

  private

  def sort_column
    SORTABLE.include?(params[:sort]) ? params[:sort] : "created_at"
  end
end
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/Repository/UserRepository.php": """\
<?php

namespace App\\Repository;

use Doctrine\\DBAL\\Connection;

final class UserRepository
{
    private const COLUMNS = ['name', 'created_at'];

    public function __construct(private readonly Connection $connection) {}

    public function search(string $name, array $ids, string $sort, int $limit): array
    {
        if (!in_array($sort, self::COLUMNS, true)) {
            throw new \\InvalidArgumentException('unknown column');
        }
        $marks = implode(', ', array_fill(0, count($ids), '?'));
        $numbers = implode(',', array_map('intval', $ids));
        $this->connection->executeStatement("UPDATE users SET seen = 1 WHERE id IN ($numbers)");

        return $this->connection->fetchAllAssociative(
            "SELECT id, name FROM users WHERE name = ? AND id IN ($marks) ORDER BY $sort LIMIT $limit",
            [$name, ...$ids],
        );
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "app/orders.py": """\
from psycopg import sql

from app.db import get_connection

SORTABLE = {"created": "created_at", "total": "total_cents"}
TABLE = "orders"


def find_orders(email: str, ids: list[int], sort: str, limit: int):
    column = SORTABLE.get(sort, "created_at")
    marks = ", ".join(["%s"] * len(ids))
    conn = get_connection()
    with conn.cursor() as cur:
        cur.execute("SELECT id FROM orders WHERE email = %s", (email,))
        cur.execute(f"SELECT id FROM {TABLE} WHERE id IN ({marks}) ORDER BY {column} LIMIT {limit}", ids)
        cur.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(sort)))
        return cur.fetchall()
"""
        },
        sites=2,
    ),
    Example(
        {
            "reports/service.py": """\
from sqlalchemy import select, text

from reports.models import Order


def revenue(session, region, statuses):
    clauses = ["region = :region"]
    if statuses:
        clauses.append("status = ANY(:statuses)")
    where = " AND ".join(clauses)
    session.execute(text(f"SELECT sum(total) FROM orders WHERE {where}"), {"region": region, "statuses": statuses})
    return session.execute(select(Order).where(Order.region == region)).scalars().all()
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/users.ts": """\
import { pool, sql } from './db';

const COLUMNS = ['name', 'created_at'] as const;

export async function list(ids: number[], sort: string, name: string) {
  if (!COLUMNS.includes(sort as never)) {
    throw new Error(`cannot sort by ${sort}`);
  }
  const marks = ids.map((_, i) => `$${i + 1}`).join(', ');
  await pool.query(`SELECT id FROM users WHERE id IN (${marks}) ORDER BY ${sort}`, ids);
  await pool.query('SELECT id FROM users WHERE name = $1', [name]);
  return sql`SELECT id FROM users WHERE name = ${name}`;
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/java/com/acme/orders/OrderStore.java": """\
package com.acme.orders;

import java.util.*;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class OrderStore {
    private static final String TABLE = "orders";
    private static final Set<String> SORTABLE = Set.of("id", "total", "created_at");
    private final NamedParameterJdbcTemplate jdbc;

    public OrderStore(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public List<Order> find(String status, List<Long> ids, String sort, int limit) {
        if (!SORTABLE.contains(sort)) {
            throw new IllegalArgumentException("cannot sort by " + sort);
        }
        var conditions = new ArrayList<String>();
        conditions.add("status = :status");
        if (!ids.isEmpty()) {
            conditions.add("id IN (" + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
        }
        String sql = "SELECT * FROM " + TABLE + " WHERE " + String.join(" AND ", conditions)
            + " ORDER BY " + sort + " LIMIT " + limit;
        return jdbc.query(sql, Map.of("status", status), new OrderMapper());
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/orders.rs": """\
use axum::extract::{Query, State};
use serde::Deserialize;
use sqlx::{PgPool, Postgres, QueryBuilder};

#[derive(Deserialize)]
pub struct Search {
    term: String,
    sort: String,
    limit: i64,
}

pub async fn search(State(pool): State<PgPool>, Query(search): Query<Search>) -> Result<Vec<Order>, Error> {
    let sort = match search.sort.as_str() {
        "name" => "name",
        _ => "created_at",
    };
    let sql = format!("SELECT * FROM orders WHERE name LIKE $1 ORDER BY {sort} LIMIT {}", search.limit);
    let found = sqlx::query_as::<_, Order>(&sql).bind(&search.term).fetch_all(&pool).await?;
    let mut builder: QueryBuilder<Postgres> = QueryBuilder::new("UPDATE orders SET seen = true WHERE name = ");
    builder.push_bind(&search.term);
    builder.push(" AND total > 0");
    builder.build().execute(&pool).await?;
    Ok(found)
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/orders/store.go": """\
package orders

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

var sortable = map[string]string{"created": "created_at", "total": "total_cents"}

type Store struct {
	db *sql.DB
}

func (s *Store) ByEmail(ctx context.Context, email string, ids []int64, limit int) (*sql.Rows, error) {
	marks := make([]string, len(ids))
	args := []any{email}
	for i, id := range ids {
		marks[i] = fmt.Sprintf("$%d", i+2)
		args = append(args, id)
	}
	query := fmt.Sprintf("SELECT id FROM orders WHERE email = $1 AND id IN (%s) LIMIT %d", strings.Join(marks, ", "), limit)
	return s.db.QueryContext(ctx, query, args...)
}

func (s *Store) Sorted(ctx context.Context, sort string) (*sql.Rows, error) {
	column, ok := sortable[sort]
	if !ok {
		column = "created_at"
	}
	return s.db.QueryContext(ctx, "SELECT id FROM orders ORDER BY "+column)
}
"""
        },
    ),
)
