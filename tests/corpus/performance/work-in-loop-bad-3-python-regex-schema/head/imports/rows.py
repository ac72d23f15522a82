"""Rows of the supplier's file, checked before they are stored."""
import re

from jsonschema import Draft202012Validator

from imports.schema import ROW_SCHEMA


def errors(rows: list[dict]) -> list[str]:
    found = []
    for number, row in enumerate(rows, 1):
        validator = Draft202012Validator(ROW_SCHEMA)
        found += [f"row {number}: {e.message}" for e in validator.iter_errors(row)]
    return found


def codes(rows: list[dict]) -> list[str]:
    result = []
    for row in rows:
        pattern = re.compile(r"^[A-Z]{2}-(\d{4,8})$")
        match = pattern.match(row["code"])
        if match:
            result.append(match.group(1))
    return result
