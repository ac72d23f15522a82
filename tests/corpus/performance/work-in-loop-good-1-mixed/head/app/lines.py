import re


def compiled(patterns: list[str]) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in patterns]


def tagged(lines: list[str]) -> list[str]:
    pattern = re.compile(r"^\s*(todo|fixme):")
    return [line for line in lines if pattern.match(line)]
