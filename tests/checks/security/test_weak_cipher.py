"""Ciphers that can be undone, and those that hold."""

from __future__ import annotations

from collections.abc import Callable

RULE = "security/weak-cipher"

PYTHON = """
import os
from Crypto.Cipher import AES, ARC4, PKCS1_v1_5, PKCS1_OAEP
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives import padding as pad
from cryptography.hazmat.primitives.asymmetric import padding
def bad(key, data, public):
    ARC4.new(key)  # <-- here
    AES.new(key, AES.MODE_CBC, b"0" * 16)  # <-- here
    AES.new(key, AES.MODE_CBC, iv=os.urandom(16))  # <-- here
    PKCS1_v1_5.new(public)  # <-- here
    public.encrypt(data, padding.PKCS1v15())  # <-- here
    RSA.generate(1024)  # <-- here
def decrypt(key, iv, blob):
    return AES.new(key, AES.MODE_CBC, iv).decrypt(blob)
class Box:
    def seal(self, key, data):
        out = AES.new(key, AES.MODE_CBC, os.urandom(16)).encrypt(data)
        return out + hmac.new(self.mac_key, out, "sha256").digest()
def good(key, public):
    PKCS1_OAEP.new(public)
    RSA.generate(4096)
    AES.new(key, AES.MODE_EAX)
    Thing.new(key, "x")
"""

TYPESCRIPT = """
import * as crypto from 'crypto';
import CryptoJS from 'crypto-js';
export function f(key, text, iv, algorithm) {
  crypto.createCipher('aes192', 'password');  // <-- here
  crypto.createCipheriv('aes-128-gcm', key, Buffer.from('000000000000'));  // <-- here
  crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });  // <-- here
  CryptoJS.DES.encrypt(text, key);  // <-- here
  crypto.createCipheriv(algorithm, key, iv);
  crypto.createDecipheriv('aes-256-cbc', key, iv);
  crypto.generateKeyPairSync('rsa', { modulusLength: 4096 });
  crypto.generateKeyPairSync('ed25519');
  CryptoJS.AES.encrypt(text, key);
}
"""


def test_python_weak_cipher_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON)


def test_typescript_weak_cipher_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT)
