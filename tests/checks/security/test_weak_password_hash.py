"""Passwords that are kept badly, and code that keeps them well."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/weak-password-hash"

PYTHON = {
    "method of a model": """
import hashlib
class User:
    def set_password(self, raw):
        self.password_hash = hashlib.sha512(raw.encode()).hexdigest()  # <-- here
""",
    "updates": """
import hashlib
def check(password, stored):
    h = hashlib.md5()  # <-- here
    h.update(password.encode())
    return h.hexdigest() == stored
""",
    "salted sha in a verify": """
import hashlib
def verify_password(user, password):
    return user.password_hash == hashlib.sha256(password.encode() + user.salt).hexdigest()  # <-- here
""",
    "kdf of cryptography": """
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
kdf = PBKDF2HMAC(
    algorithm=hashes.SHA256(),
    length=32,
    salt=salt,
    iterations=100000,  # <-- here
)
""",
    "constant": """
import hashlib
ITERATIONS = 1000
def h(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password, salt, ITERATIONS)  # <-- here
""",
    "passlib": """
from passlib.context import CryptContext
from passlib.hash import md5_crypt
pwd_context = CryptContext(schemes=["md5_crypt"], deprecated="auto")  # <-- here
""",
    "passlib rounds": """
from passlib.context import CryptContext
pwd_context = CryptContext(schemes=["bcrypt"], bcrypt__rounds=4)  # <-- here
""",
    "django": """
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",  # <-- here
]
""",
    "stored in clear": """
from flask import request
from app.models import User, db
def register():
    data = request.get_json()
    user = User(email=data["email"], password=data["password"])  # <-- here
    db.session.add(user)
""",
    "compared in clear with a request": """
from flask import request
def login(db):
    user = db.find(request.form["email"])
    if user and user.password == request.form["password"]:  # <-- here
        return user
""",
    "row": """
def login(cursor, password):
    row = cursor.fetchone()
    return row["password"] == password  # <-- here
""",
    # --- fine
    "good hashing": """
import bcrypt
from werkzeug.security import generate_password_hash, check_password_hash
from passlib.context import CryptContext
pwd_context = CryptContext(schemes=["argon2", "bcrypt"], deprecated="auto")
def set_password(user, password):
    user.password = generate_password_hash(password)
    user.hash = pwd_context.hash(password)
    user.other = bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds=12))
    return check_password_hash(user.password, password)
""",
    "hash before the comparison": """
def login(user, password):
    hashed = hash_password(password)
    return user.password == hashed
""",
    "hashing first": """
from flask import request
from app.models import User
from app.security import hash_password
def register():
    data = request.get_json()
    return User(email=data["email"], password=hash_password(data["password"]))
""",
    "create_user hashes": """
def register(request):
    User.objects.create_user(username="x", password=request.POST["password"])
""",
    "schemas": """
from pydantic import BaseModel
from flask import request
class UserCreate(BaseModel):
    password: str
def f():
    return UserCreate(password=request.json["password"])
""",
    "repeat": """
def clean(self, data):
    if data["password1"] != data["password2"]:
        raise ValueError
    if self.password == self.confirm_password:
        return
""",
    "token hashes": """
import hashlib
def token_hash(token):
    return hashlib.sha256(token.encode()).hexdigest()
def file_digest(data, password_file):
    return hashlib.sha256(data).hexdigest()
""",
    "reset token of a password": """
import hashlib
def password_reset_token(user, code):
    return hashlib.sha256(code.encode()).hexdigest()
""",
    "changed password": """
def change(user, old_password, new_password):
    if not user.check_password(old_password):
        raise ValueError
    user.set_password(new_password)
""",
}

TYPESCRIPT = {
    "sha256 and compare": """
import crypto from 'crypto';
export function login(user, password) {
  const hash = crypto.createHash('sha256').update(password + user.salt).digest('hex');  // <-- here
  return hash === user.passwordHash;
}
""",
    "clear": """
export async function login(req, res) {
  const user = await User.findOne({ email: req.body.email });
  if (!user || user.password !== req.body.password) {  // <-- here
    return res.status(401).end();
  }
}
""",
    "prisma": """
export async function register(req, res) {
  const { email, password } = req.body;
  await prisma.user.create({ data: { email, password } });  // <-- here
}
""",
    "genSalt": """
import bcrypt from 'bcryptjs';
export const salt = () => bcrypt.genSaltSync(8);  // <-- here
""",
    # --- fine
    "hashed": """
import bcrypt from 'bcryptjs';
export async function register(req, res) {
  const password = await bcrypt.hash(req.body.password, 12);
  await prisma.user.create({ data: { email: req.body.email, password } });
  const ok = await bcrypt.compare(req.body.password, password);
}
""",
    "confirm": """
export const same = (body) => body.password === body.confirmPassword;
export const changed = (user, form) => form.password !== form.oldPassword;
""",
    "env rounds": """
import bcrypt from 'bcrypt';
export const h = (p) => bcrypt.hash(p, Number(process.env.ROUNDS));
export const g = (p, salt) => bcrypt.hash(p, salt);
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_passwords_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_passwords_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])


def test_the_narrower_rule_wins_over_the_wider_ones() -> None:
    code = """import hashlib


def verify(user, password):
    return hashlib.md5(password.encode()).hexdigest() == user.password_hash
"""
    found = {f.rule for f in review(in_memory({"app/a.py": code})).findings if f.family == "security"}
    assert found == {RULE}


def test_the_suggested_count_is_clean() -> None:
    code = """import bcrypt


def h(password):
    return bcrypt.hashpw(password, bcrypt.gensalt(4))
"""
    (finding,) = review(in_memory({"app/a.py": code}), only={RULE}).findings
    suggestion = finding.suggestion
    assert suggestion is not None
    lines = code.split("\n")
    lines[suggestion.line - 1 : suggestion.end_line] = [suggestion.replacement]
    assert "gensalt(10)" in lines[4]
    assert review(in_memory({"app/a.py": "\n".join(lines)}), only={RULE}).findings == ()
