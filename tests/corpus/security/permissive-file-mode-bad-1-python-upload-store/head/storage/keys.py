import hashlib


def key_for(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
