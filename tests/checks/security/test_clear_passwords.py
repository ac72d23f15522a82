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


PREHASH = """import base64
import hashlib

import bcrypt


def hash_password(password: str) -> bytes:
    short = base64.b64encode(hashlib.sha256(password.encode()).digest())
    return {result}
"""


@pytest.mark.parametrize(
    ("result", "found"), [("bcrypt.hashpw(short, bcrypt.gensalt())", []), ("short", [8])]
)
def test_a_digest_before_a_real_hash_is_fine(result: str, found: list[int]) -> None:
    assert lines({"app/passwords.py": PREHASH.format(result=result)}) == found


@pytest.mark.parametrize(("name", "found"), [("wifi_key", []), ("hash_password", [5])])
def test_a_protocol_may_fix_the_count(name: str, found: list[int]) -> None:
    text = f"import hashlib\n\n\ndef {name}(password, salt):\n    return hashlib.pbkdf2_hmac('sha1', password, salt, 4096)\n"
    assert lines({"app/passwords.py": text}) == found
