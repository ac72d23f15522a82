import sqlite3


def has_orders(db: sqlite3.Connection, user_id: int) -> bool:
    row = db.execute("SELECT EXISTS (SELECT * FROM orders WHERE user_id = ?)", (user_id,)).fetchone()
    return bool(row[0])


def count(db: sqlite3.Connection) -> int:
    return db.execute("SELECT COUNT(*) FROM orders").fetchone()[0]


def area(db: sqlite3.Connection, shape_id: int) -> int:
    return db.execute("SELECT width * height FROM shapes WHERE id = ?", (shape_id,)).fetchone()[0]


def names(db: sqlite3.Connection, team: int) -> list[str]:
    """Do not SELECT * here: the table has a large blob."""
    return [row[0] for row in db.execute("SELECT name FROM users WHERE team_id = ? LIMIT 100", (team,))]
