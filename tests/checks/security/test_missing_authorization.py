"""New routes beside guarded neighbours, and the cases where silence is right."""

from __future__ import annotations

from collections.abc import Callable

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


DJANGO = """\
from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_http_methods, require_POST


@require_POST
@login_required
def receive(request, pk):
    return done(pk)


@login_required
@require_http_methods(["POST", "PUT"])
def correct(request, pk):
    return done(pk)


@require_http_methods(["DELETE"])  # <-- here
def drop(request, pk):
    return done(pk)


@require_POST
def cancel(request, pk):
    if not request.user.is_staff:
        raise PermissionDenied
    return done(pk)
"""


def test_a_django_view_is_compared_with_the_views_of_its_file(expect: Callable[..., None]) -> None:
    expect(RULE, "stock/views.py", DJANGO)


def test_a_django_view_behind_a_login_middleware_is_fine(expect: Callable[..., None]) -> None:
    settings = 'MIDDLEWARE = ["django.contrib.auth.middleware.LoginRequiredMiddleware"]\n'
    expect(RULE, "stock/views.py", DJANGO.replace("  # <-- here", ""), others={"shop/settings.py": settings})


def test_routes_chained_to_a_path_and_methods_named_after_it_are_routes(
    expect: Callable[..., None],
) -> None:
    script = """\
import { Router } from 'express';

const router = Router();
router.post('/', auth, create);
router.put('/:id', [auth, admin], change);
router.route('/:id/tags').post(auth, addTag).delete(removeTag);  // <-- here
"""
    expect(RULE, "src/routes/tags.ts", script)
    go = """\
package web

func routes(r *mux.Router, s *Server) {
	r.HandleFunc("/orders", requireAuth(s.create)).Methods("POST")
	r.HandleFunc("/orders/{id}", requireAuth(s.change)).Methods(http.MethodPut)
	r.HandleFunc("/orders/{id}", s.remove).Methods("DELETE") // <-- here
	r.HandleFunc("/orders/{id}", requireAuth(s.show)).Methods("GET")
}
"""
    expect(RULE, "internal/web/routes.go", go)


def test_a_guarded_group_does_not_guard_the_router_beside_it(expect: Callable[..., None]) -> None:
    go = """\
package web

func routes(r *gin.Engine, h *Handler, auth gin.HandlerFunc) {
	r.GET("/orders", auth, h.List)
	r.POST("/orders", auth, h.Create)
	r.PUT("/orders/:id", auth, h.Change)
	r.DELETE("/orders/:id", h.Remove) // <-- here
	api := r.Group("/api", auth)
	api.POST("/things", h.Things)
	api.DELETE("/things/:id", h.DropThing)
}
"""
    expect(RULE, "internal/web/routes.go", go)
