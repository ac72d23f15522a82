"""Errors as clients see them: a code for programs, a message for people."""

from fastapi import HTTPException


def not_found(what: str) -> HTTPException:
    return HTTPException(404, detail={"code": "not_found", "message": f"There is no such {what}."})


def conflict(message: str) -> HTTPException:
    return HTTPException(409, detail={"code": "conflict", "message": message})


class WarehouseError(RuntimeError):
    """The warehouse did not take an order."""


class PaymentError(RuntimeError):
    """A payment could not be captured."""
