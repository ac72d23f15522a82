"""New routes beside guarded neighbours, and the cases where silence is right."""

from __future__ import annotations

import pytest

RULE = "security/missing-authorization"

BASE = """
const { Router } = require('express');
const { requireAuth } = require('./auth');
const r = Router();
r.get('/items', requireAuth, list);
r.post('/items', requireAuth, create);
"""
ADDED = {
    "without a guard": "r.delete('/items/:id', remove);  // <-- here\n",
    "with another guard": "r.delete('/items/:id', requireRole('admin'), remove);\n",
    "that reads": "r.get('/items/:id', show);\n",
    "that is public by name": "r.post('/login', login);\n",
    "that looks at the user itself": "r.delete('/items/:id', async (req, res) => { await remove(req.user.id); res.end(); });\n",
    "on another router": "const open = Router();\nopen.post('/polls', vote);\n",
    "of a client": "client.post('/items', body);\n",
}


@pytest.mark.parametrize("name", ADDED)
def test_a_route_is_added(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "src/items.js", BASE + ADDED[name], base=BASE)


def test_a_route_that_was_there_before_is_no_site(expect):  # type: ignore[no-untyped-def]
    base = BASE + "r.delete('/items/:id', remove);\n"
    expect(RULE, "src/items.js", base.replace("remove)", "removeItem)"), base=base)


def test_a_file_without_guards_has_no_custom(expect):  # type: ignore[no-untyped-def]
    text = "r.get('/a', list);\nr.post('/a', create);\nr.delete('/a/:id', remove);\n"
    expect(RULE, "src/items.js", text)


def test_a_guarded_blueprint_guards_its_routes(expect):  # type: ignore[no-untyped-def]
    text = """
from fastapi import APIRouter, Depends
from app.auth import require_user
router = APIRouter(dependencies=[Depends(require_user)])
@router.post("/a")
def a(): ...
@router.delete("/a/{i}")
def b(i: int): ...
"""
    expect(RULE, "app/a.py", text)
