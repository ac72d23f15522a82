"""Passwords that are stored as they were typed."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/weak-password-hash"
SCHEMA = """import { Schema, model } from 'mongoose';
const schema = new Schema({ email: String, password: String });
export const User = model('User', schema);
"""
HOOK = SCHEMA.replace(
    "export", "schema.pre('save', async function () { this.password = await hash(this.password); });\nexport"
)
ROUTE = """import { User } from './models/user';
router.post('/register', async (req, res) => {
  const { email, password } = req.body;
  await User.create({ email, password });
  res.sendStatus(201);
});
"""
INSERT = """from flask import request


def register():
    password = request.form["password"]
    {before}
    db.execute("INSERT INTO users (email, password) VALUES (%s, %s)", (request.form["email"], password))
"""


def lines(files: dict[str, str]) -> list[int]:
    return [f.line for f in review(in_memory(files)).findings if f.rule == RULE]


@pytest.mark.parametrize(("model", "found"), [(SCHEMA, [4]), (HOOK, [])])
def test_a_model_that_hashes_nothing_keeps_the_password(model: str, found: list[int]) -> None:
    assert lines({"src/routes.ts": ROUTE, "src/models/user.ts": model}) == found


def test_a_model_that_is_not_in_the_repository_is_left_alone() -> None:
    assert lines({"src/routes.ts": ROUTE}) == []


@pytest.mark.parametrize(
    ("before", "found"), [("check(password)", [7]), ("password = generate_password_hash(password)", [])]
)
def test_an_insert_keeps_the_password_unless_it_was_hashed(before: str, found: list[int]) -> None:
    assert lines({"app/accounts.py": INSERT.format(before=before)}) == found
