"""Digests for security, and digests that only name things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/weak-hash"

PYTHON = {
    "token": """
import hashlib
def unsubscribe_token(email, secret):
    return hashlib.md5((email + secret).encode()).hexdigest()  # <-- here
""",
    "new by name": """
import hashlib
def sign(payload, key):
    h = hashlib.new("sha1")  # <-- here
    h.update(payload)
    h.update(key)
    return h.hexdigest()
""",
    "hash of an API key": """
import hashlib
def store(api_key):
    return hashlib.sha1(api_key.encode()).hexdigest()  # <-- here
""",
    "hmac with md5": """
import hmac
def sign(key, body):
    return hmac.new(key, body, "md5").hexdigest()  # <-- here
""",
    "integrity of an upload": """
import hashlib
def check_integrity(data, expected):
    return hashlib.md5(data).hexdigest() == expected  # <-- here
""",
    # --- fine
    "plain content hashes": """
import hashlib
def file_hash(path):
    return hashlib.md5(path.read_bytes()).hexdigest()
def dedupe_key(doc):
    return hashlib.sha1(doc.encode()).hexdigest()
content_hash = hashlib.md5(content).hexdigest()
""",
    "cache key of a token": """
import hashlib
def user_for(token, cache):
    cache_key = hashlib.sha1(token.encode()).hexdigest()
    return cache.get(cache_key)
""",
    "totp": """
import hmac, hashlib
def totp(secret, counter):
    return hmac.new(secret, counter, hashlib.sha1).digest()
""",
    "pwned passwords": """
import hashlib
def pwned_prefix(password):
    return hashlib.sha1(password.encode()).hexdigest()[:5]
""",
    "twilio": """
import hmac, base64
def twilio_signature(token, url):
    return base64.b64encode(hmac.new(token, url, "sha1").digest())
""",
    "stronger": """
import hashlib
def token_hash(token):
    return hashlib.sha256(token.encode()).hexdigest()
""",
    "advisory lock and rollouts": """
import hashlib
def lock_id(name):
    return int(hashlib.md5(name.encode()).hexdigest()[:15], 16)
def bucket(user_id):
    return int(hashlib.sha1(str(user_id).encode()).hexdigest(), 16) % 100
""",
}

TYPESCRIPT = {
    "md5 package": """
import md5 from 'md5';
export const signature = (params, secret) => md5(params + secret);  // <-- here
""",
    "crypto-js": """
import CryptoJS from 'crypto-js';
export const resetToken = (email) => CryptoJS.SHA1(email + Date.now()).toString();  // <-- here
""",
    "etag": """
import crypto from 'crypto';
export const cacheKey = (q) => crypto.createHash('sha1').update(JSON.stringify(q)).digest('hex');
export const fileHash = (b) => crypto.createHash('md5').update(b).digest('hex');
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_digests_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_digests_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])


def test_a_plain_helper_is_judged_by_what_its_callers_take_it_for(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "app/files.py",
        """
import hashlib

def _digest(path):
    md5 = hashlib.md5()  # <-- here
    md5.update(path.read_bytes())
    return md5.hexdigest()

def verify(path, expected):
    if _digest(path) != expected:
        raise ValueError("not what was announced")

def _md5(text):
    return hashlib.md5(text.encode()).hexdigest()

def cache_key(query):
    return "q:" + _md5(query)
""",
    )


def test_an_error_that_speaks_of_tampering_tells_the_purpose(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "src/upload.ts",
        """
import { createHash } from 'node:crypto';
export function accept(body: Buffer, announced: string) {
  const sum = createHash('sha1').update(body).digest('hex'); // <-- here
  if (sum !== announced) {
    throw new Error('the upload was tampered with');
  }
}
export function isNew(body: Buffer, known: string) {
  const sum = createHash('sha1').update(body).digest('hex');
  if (sum === known) {
    throw new Error('this was uploaded before');
  }
}
""",
    )
