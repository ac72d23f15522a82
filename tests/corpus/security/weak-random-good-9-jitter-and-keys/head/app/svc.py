import random
import string
import uuid


def correlation_id():
    return "".join(random.choices(string.hexdigits, k=8))


def pick_shard(key, n):
    return random.randrange(n)


def retry_token_request(fetch):
    wait = random.expovariate(1)
    return fetch(after=wait)


def tokens_per_batch():
    max_tokens = random.randint(128, 256)
    return max_tokens


def cache_key_salt():
    return uuid.uuid4().hex


def key_color():
    key = random.choice(["red", "blue"])
    return key


def dropout(tokens, p):
    return [t for t in tokens if random.random() > p]
