AREAS = {"crash": "stability", "slow": "performance"}


def area(title: str) -> str:
    for word, name in AREAS.items():
        if word in title.lower():
            return name
    return "other"
