import random
import string
import hashlib
import time
from random import SystemRandom, choices, randint, sample
from django.utils.crypto import get_random_string


class TokenFactory:
    chars = string.hexdigits

    def create(self, size=32):
        return "".join(random.choice(self.chars) for _ in range(size))


def make_salt():
    return bytes(random.getrandbits(8) for _ in range(16))


def new_coupon():
    return "".join(sample(string.ascii_uppercase, 8))


def reset(user):
    digest = hashlib.sha256(str(random.random()).encode()).hexdigest()
    user.reset_token = digest
    user.save()


def login_link(user, mail):
    random.seed(time.time())
    code = randint(0, 999999)
    user.verification_code = f"{code:06d}"
    mail.send(user.email, code)


def register(db, name):
    pw = "".join(choices(string.ascii_letters, k=10))
    return db.add(name, temp_password=pw)


def good(db, name):
    key = get_random_string(32)
    pin = SystemRandom().randint(0, 9999)
    return db.add(name, api_key=key, pin=pin)


def shuffle_password(parts):
    chars = list(parts)
    random.shuffle(chars)
    password = "".join(chars)
    return password
