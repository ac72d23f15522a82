"""Examples of the rule missing rollback, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "bank/transfer.py": """\
import psycopg2


def transfer(conn, source, target, cents):
    cursor = conn.cursor()  # <-- here
    cursor.execute("UPDATE accounts SET cents = cents - %s WHERE id = %s", (cents, source))
    cursor.execute("UPDATE accounts SET cents = cents + %s WHERE id = %s", (cents, target))
    conn.commit()


def close_month(engine, month):
    conn = engine.connect()
    trans = conn.begin()  # <-- here
    try:
        conn.execute(close_statement(month))
    finally:
        trans.commit()
""",
            "src/transfer.ts": """\
export async function transfer(pool: Pool, source: string, target: string, cents: number) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');  // <-- here
    await client.query('UPDATE accounts SET cents = cents - $1 WHERE id = $2', [cents, source]);
    await client.query('UPDATE accounts SET cents = cents + $1 WHERE id = $2', [cents, target]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

export async function archive(knex: Knex, id: string) {
  const trx = await knex.transaction();  // <-- here
  await trx('orders').where({ id }).update({ archived: true });
  await trx.commit();
}
""",
            "internal/bank/transfer.go": """\
package bank

func (s *Store) Transfer(ctx context.Context, source, target string, cents int64) error {
	tx, err := s.db.BeginTx(ctx, nil)  // <-- here
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE accounts SET cents = cents - $1 WHERE id = $2", cents, source); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE accounts SET cents = cents + $1 WHERE id = $2", cents, target); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
""",
        },
        sites=5,
    ),
    Example(
        {
            "src/main/java/bank/Transfer.java": """\
package bank;

import java.sql.*;

class Transfer {
    void transfer(DataSource pool, long from, long to, long cents) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);  // <-- here
            accounts.debit(connection, from, cents);
            accounts.credit(connection, to, cents);
            connection.commit();
        }
    }

    void close(EntityManager em, Month month) {
        EntityTransaction tx = em.getTransaction();
        tx.begin();  // <-- here
        try {
            em.persist(new Closing(month));
        } finally {
            tx.commit();
        }
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "bank/transfer.py": """\
import psycopg2


def transfer(conn, source, target, cents):
    cursor = conn.cursor()
    try:
        cursor.execute("UPDATE accounts SET cents = cents - %s WHERE id = %s", (cents, source))
        conn.commit()
    except Exception:
        conn.rollback()
        raise


def close_month(engine, month):
    with engine.begin() as conn:
        conn.execute(close_statement(month))


def managed(conn, rows):
    with conn:
        cursor = conn.cursor()
        cursor.executemany("INSERT INTO rows VALUES (%s)", rows)
        conn.commit()


def read(conn):
    cursor = conn.cursor()
    cursor.execute("SELECT 1")
    return cursor.fetchone()
""",
            "src/transfer.ts": """\
export async function transfer(pool: Pool, source: string, cents: number) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE accounts SET cents = cents - $1 WHERE id = $2', [cents, source]);
    await client.query('COMMIT');
  } catch (err) {
    await client.query('ROLLBACK');
    throw err;
  } finally {
    client.release();
  }
}

export const archive = (knex: Knex, id: string) =>
  knex.transaction(async (trx) => {
    await trx('orders').where({ id }).update({ archived: true });
    await trx.commit();
  });
""",
            "internal/bank/transfer.go": """\
package bank

func (s *Store) Transfer(ctx context.Context, source string, cents int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE accounts SET cents = cents - $1 WHERE id = $2", cents, source); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return tx, nil // the caller commits
}
""",
        },
    ),
    Example(
        {
            "src/main/java/bank/Transfer.java": """\
package bank;

import java.sql.*;

class Transfer {
    void transfer(DataSource pool, long from, long to, long cents) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                accounts.debit(connection, from, cents);
                accounts.credit(connection, to, cents);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    void close(EntityManager em, Month month) {
        EntityTransaction tx = em.getTransaction();
        tx.begin();
        try {
            em.persist(new Closing(month));
            tx.commit();
        } finally {
            if (tx.isActive()) {
                tx.rollback();
            }
        }
    }
}
"""
        }
    ),
)
