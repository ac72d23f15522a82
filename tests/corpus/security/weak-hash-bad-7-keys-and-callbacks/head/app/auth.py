import hashlib
from hashlib import md5, sha1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding


def generate_api_key(user_id, created_at):
    raw = f"{user_id}-{created_at}"
    api_key = sha1(raw.encode("utf-8")).hexdigest()
    return api_key


def verify_callback(params, secret_key):
    text = "&".join(f"{k}={v}" for k, v in sorted(params.items()) if k != "sign")
    expected = md5((text + secret_key).encode()).hexdigest().upper()
    return hmac.compare_digest(expected, params["sign"])


def sign_report(key, body):
    return key.sign(body, padding.PKCS1v15(), hashes.SHA1())


def confirm_token(email, secret):
    h = hashlib.md5()
    h.update(email.encode())
    h.update(secret.encode())
    return h.hexdigest()


def etag_for(obj):
    return md5(obj.updated_at.isoformat().encode()).hexdigest()


def dedupe_key(event):
    return sha1(repr(event).encode()).hexdigest()


def color(name):
    return "#" + md5(name.encode()).hexdigest()[:6]
