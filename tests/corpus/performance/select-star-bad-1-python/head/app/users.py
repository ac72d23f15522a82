import sqlite3


def email_of(db: sqlite3.Connection, user_id: int) -> str | None:
    row = db.execute("SELECT email FROM users WHERE id = ?", (user_id,)).fetchone()
    return row[0] if row else None


def profile(db: sqlite3.Connection, user_id: int) -> dict[str, object] | None:
    """The profile of a user for the account page."""
    row = db.execute("SELECT * FROM users WHERE id = ?", (user_id,)).fetchone()
    return dict(row) if row else None
