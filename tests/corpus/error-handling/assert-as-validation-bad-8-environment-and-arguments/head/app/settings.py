import os

TOKEN = os.environ.get("TOKEN")
assert TOKEN, "TOKEN must be set"
REGION = os.getenv("REGION", "eu")
assert REGION in ("eu", "us"), f"unknown region {REGION}"


def create_user(email: str, age: int) -> "User":
    assert email, "email is required"
    assert age >= 18, "users must be adults"
    return User(email, age)


def find(users: dict, key: str | None) -> "User":
    assert key is not None
    assert users
    user = users[key]
    assert user
    return user
