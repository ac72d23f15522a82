import random


class Sampler:
    def pick(self, tokens):
        token = random.choice(tokens)
        return token

    def sample_passwords(self, leaked):
        """Takes some of the leaked passwords for the report."""
        password = random.choice(leaked)
        return password


def test_token_ttl():
    ttl = random.randint(60, 120)
    return ttl


def seed_data(session):
    for i in range(10):
        session.add(Product(name=f"p{i}", price=random.randint(1, 99), code=random.choice(["A", "B"])))


def split(rows, seed=1):
    rng = random.Random(seed)
    rng.shuffle(rows)
    return rows[:10]


def spin_pin_wheel():
    angle = random.uniform(0, 360)
    return angle


def select_key_question(questions):
    key = random.choice(questions)
    return key
