import re
from flask import Blueprint, request
from pydantic import BaseModel, field_validator

bp = Blueprint("r", __name__)
PATTERNS = {
    "host": re.compile(r"^(([a-z0-9]+-?)+\.)+[a-z]+$"),
}
_IPV4_LIST = re.compile(r"^((\d{1,3}\.?)+,?)+$")


class Filter:
    WORDS = re.compile(r"^(\s*\w+\s*)+$")

    def check(self, text):
        return bool(self.WORDS.match(text))


class Body(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def check_name(cls, value):
        if not re.match(r"^([A-Za-z]+\s*)+$", value):
            raise ValueError("bad")
        return value


@bp.get("/ips")
def ips():
    value = request.args.get("ips", "")
    return {"ok": bool(_IPV4_LIST.fullmatch(value))}


@bp.post("/trim")
def trim():
    text = request.json["text"]
    return {"t": re.sub(r"(\s|\n)+$", "", text)}


def names(text):
    pattern = r"((?:[A-Z][a-z]*)+ ?)+$"
    return re.search(pattern, text)
