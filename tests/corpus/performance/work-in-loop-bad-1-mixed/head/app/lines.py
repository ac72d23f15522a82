import re

import httpx


def words(text: str) -> list[str]:
    return text.split()


def tagged(lines: list[str], marks: str) -> list[str]:
    found = []
    for line in lines:
        pattern = re.compile(r"^\s*(%s):" % marks)
        if pattern.match(line):
            found.append(line)
    return found
