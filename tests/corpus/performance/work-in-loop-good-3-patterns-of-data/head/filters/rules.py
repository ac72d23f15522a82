"""Rules that the customer has written."""
import re


def compiled(rules: list[dict]) -> list[tuple[str, re.Pattern]]:
    result = []
    for rule in rules:
        result.append((rule["name"], re.compile(re.escape(rule["text"]), re.IGNORECASE)))
    return result


def highlighted(text: str, words: list[str]) -> str:
    for word in words:
        text = re.sub(rf"\b{re.escape(word)}\b", f"<{word}>", text)
    return text
