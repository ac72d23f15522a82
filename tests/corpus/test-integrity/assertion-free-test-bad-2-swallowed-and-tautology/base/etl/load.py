import json
from pathlib import Path


def load(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))
