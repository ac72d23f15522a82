"""Ways that real code draws secrets, and random values that need no secrecy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/weak-random"

PYTHON = {
    "loop with +=": """
import random, string
def make_password(n):
    out = ""
    for _ in range(n):
        out += random.choice(string.ascii_letters)  # <-- here
    return out
""",
    "list and join": """
from random import choice
CHARS = "abc123"
def new_api_key():
    chars = []
    for _ in range(32):
        chars.append(choice(CHARS))  # <-- here
    return "".join(chars)
""",
    "hash of a random number": """
import hashlib, random
def issue(user):
    user.reset_token = hashlib.sha256(str(random.random()).encode()).hexdigest()  # <-- here
""",
    "bits": """
import random
session_id = "%032x" % random.getrandbits(128)  # <-- here
""",
    "own generator": """
import random
rng = random.Random()
def otp():
    return rng.randint(0, 999999)  # <-- here
""",
    "dict of a code": """
import random
def verify(phone):
    code = random.randint(1000, 9999)  # <-- here
    cache.set(phone, {"verification_code": code})
""",
    "salt": """
import random
def hash_it(pw):
    salt = bytes(random.randint(0, 255) for _ in range(16))  # <-- here
    return salt
""",
    "sample": """
import random, string
backup_codes = ["".join(random.sample(string.digits, 8)) for _ in range(10)]  # <-- here
""",
    # --- fine
    "jitter of a token refresh": """
import random
def schedule(token):
    token_ttl = 3600 - random.randint(0, 60)
    token_refresh_delay = random.uniform(0, 5)
    return token_ttl, token_refresh_delay
""",
    "language model": """
import random
import torch
def step(vocab):
    token = random.choice(vocab)
    masked_token = random.choice(vocab)
    return token
""",
    "sampling of data": """
import random
def split(rows):
    random.shuffle(rows)
    winner = random.choice(rows)
    pick = random.sample(rows, 10)
    return winner, pick
""",
    "colour and id": """
import random
def avatar(user):
    color = random.choice(["red", "blue"])
    user.color = color
    return {"color": color, "seed": random.random()}
""",
    "sampling decision beside a token": """
import random
def token(request):
    if random.random() < 0.01:
        log(request)
    return request.token
""",
    "choosing a server": """
import random
def connect(hosts, password):
    host = random.choice(hosts)
    return Client(host, password=password)
""",
    "uuid": """
import uuid
def create():
    token = uuid.uuid4().hex
    return token
""",
    "secrets choice": """
import secrets
from random import SystemRandom
password = "".join(secrets.choice("abc") for _ in range(20))
pin = SystemRandom().randint(0, 9999)
""",
}

TYPESCRIPT = {
    "loop": """
export function generateToken(length: number) {
  let result = '';
  const characters = 'ABCDEF0123';
  for (let i = 0; i < length; i++) {
    result += characters.charAt(Math.floor(Math.random() * characters.length));  // <-- here
  }
  return result;
}
""",
    "two draws": """
const token = Math.random().toString(36).substring(2) + Math.random().toString(36).substring(2);  // <-- here
""",
    "otp in a model": """
export async function start(user) {
  user.otp = Math.floor(1000 + Math.random() * 9000).toString();  // <-- here
  await user.save();
}
""",
    "arrow": """
const generateOtp = () => Math.floor(Math.random() * 1e6).toString().padStart(6, '0');  // <-- here
""",
    "property": """
export const create = (email) => db.user.create({ data: { email, inviteCode: Math.random().toString(36).slice(-8) } });  // <-- here
""",
    "hash": """
import crypto from 'crypto';
const resetToken = crypto.createHash('sha256').update(String(Math.random())).digest('hex');  // <-- here
""",
    # --- fine
    "react keys and ids": """
const id = Math.random().toString(36).slice(2);
const key = `item-${Math.random()}`;
const requestId = Math.random();
export const x = { id, key, requestId };
""",
    "animation": """
export function tick(particles) {
  const x = Math.random() * width;
  return particles.map((p) => ({ ...p, x, y: Math.random() }));
}
""",
    "retry": """
export async function refreshToken(client) {
  await sleep(Math.random() * 1000);
  return client.refresh();
}
""",
    "quiz": """
const question = questions[Math.floor(Math.random() * questions.length)];
const tokenIndex = Math.floor(Math.random() * 4);
""",
    "crypto": """
import crypto from 'crypto';
const token = crypto.randomBytes(32).toString('hex');
const otp = crypto.randomInt(100000, 999999);
""",
}

GO = {
    "read": """
package a
import "math/rand"
func newKey() string {
	token := make([]byte, 16)
	rand.Read(token) // <-- here
	return string(token)
}
""",
    "otp": """
package a
import ("fmt"; "math/rand")
func (s *S) SendOTP(u *User) {
	otp := fmt.Sprintf("%06d", rand.Intn(1000000)) // <-- here
	s.sms.Send(u, otp)
}
""",
    "shuffle": """
package a
import "math/rand"
func pick(hosts []string, token string) string {
	rand.Shuffle(len(hosts), func(i, j int) {})
	return hosts[rand.Intn(len(hosts))]
}
""",
    "strong": """
package a
import "crypto/rand"
func newToken() []byte {
	b := make([]byte, 16)
	rand.Read(b)
	return b
}
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_draws_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_draws_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])


@pytest.mark.parametrize("name", GO)
def test_go_draws_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "internal/thing.go", GO[name])


def test_a_neutral_helper_is_judged_by_what_its_callers_take_it_for(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "src/tokens.js",
        """\
function draw(length) {
  let result = '';
  for (let i = 0; i < length; i += 1) {
    result += 'abc'.charAt(Math.floor(Math.random() * 3)); // <-- here
  }
  return result;
}

export function start(user) {
  const resetToken = draw(32);
  return save(user, resetToken);
}
""",
    )


def test_a_helper_that_picks_from_a_given_list_draws_no_secret(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "src/pick.js",
        """\
function pick(list) {
  return list[Math.floor(Math.random() * list.length)];
}

function rowName() {
  return `row-${Math.random()}`;
}

export function next(keys) {
  const apiKey = pick(keys);
  return fetch(rowName(), apiKey);
}
""",
    )


def test_a_generator_kept_in_a_field_is_known_by_the_imports_of_the_file(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "internal/otp.go",
        """
package otp

import (
	"fmt"
	"math/rand"
)

func (s *Service) otp() string {
	return fmt.Sprintf("%06d", s.rng.Intn(1000000)) // <-- here
}
""",
    )


def test_one_of_several_tokens_is_picked_not_made(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "src/pick.ts",
        """
export function pickToken(tokens: string[]) {
  const token = tokens[Math.floor(Math.random() * tokens.length)];
  return token;
}
""",
    )
