"""A basket in the session: no database here."""


class Basket:
    def __init__(self, session: dict) -> None:
        self.items = session.setdefault("basket", [])

    def filter(self, kind: str) -> list[dict]:
        return [item for item in self.items if item["kind"] == kind]

    def size(self, kind: str) -> int:
        return len(self.filter(kind))
