"""Ways that real code writes open redirects, and look-alikes that are fine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/open-redirect"

PYTHON = {
    "fastapi": """
from fastapi import APIRouter
from fastapi.responses import RedirectResponse
router = APIRouter()
@router.get("/go")
def go(url: str):
    return RedirectResponse(url)  # <-- here
""",
    "default argument": """
from flask import redirect, request, url_for
def f():
    return redirect(request.args.get("next", url_for("index")))  # <-- here
""",
    "a scheme test is no guard": """
from flask import redirect, request
def f():
    url = request.args["url"]
    if url.startswith("https://"):
        return redirect(url)  # <-- here
    return "", 400
""",
    "referrer": """
from flask import redirect, request
def f():
    return redirect(request.referrer or "/")
""",
    "own url": """
from flask import redirect, request
def f():
    return redirect(request.url)
""",
    "host compared": """
from urllib.parse import urljoin, urlparse
from flask import redirect, request, abort
def is_safe_url(target):
    ref = urlparse(request.host_url)
    test = urlparse(urljoin(request.host_url, target))
    return test.scheme in ("http", "https") and ref.netloc == test.netloc
def f():
    target = request.args.get("next")
    if not is_safe_url(target):
        abort(400)
    return redirect(target)
""",
    "stored link": """
from flask import redirect
from app.models import Link
def f(code):
    link = Link.query.filter_by(code=code).first_or_404()
    return redirect(link.target)
""",
    "oauth provider": """
from flask import redirect, request
from app.oauth import provider
def f():
    return redirect(provider.authorize_url(state=request.args["state"]))
""",
}

TYPESCRIPT = {
    "next": """
import { NextResponse } from 'next/server';
export async function GET(request: NextRequest) {
  const to = request.nextUrl.searchParams.get('to');
  return NextResponse.redirect(to);  // <-- here
}
""",
    "new url on own base can be replaced": """
import { NextResponse } from 'next/server';
export async function GET(request: NextRequest) {
  const to = request.nextUrl.searchParams.get('to') ?? '/';
  return NextResponse.redirect(new URL(to, request.url));  // <-- here
}
""",
    "koa": """
router.get('/x', (ctx) => { ctx.redirect(ctx.query.next); });  // <-- here
""",
    "browser": """
const next = new URLSearchParams(window.location.search).get('next');
window.location.href = next;  // <-- here
""",
    "relative test": """
app.get('/x', (req, res) => {
  const next = req.query.next as string;
  if (!next.startsWith('/') || next.startsWith('//')) return res.redirect('/');
  res.redirect(next);
});
""",
    "same host page": """
import { NextResponse } from 'next/server';
export function middleware(request: NextRequest) {
  return NextResponse.redirect(new URL('/login', request.url));
}
""",
    "react navigate": """
const go = (id) => { window.location.href = `/orders/${id}`; };
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "app/views.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "src/page.ts", TYPESCRIPT[name])


def test_a_query_of_the_own_address_may_lead_away_while_its_path_does_not(
    expect: Callable[..., None],
) -> None:
    expect(
        RULE,
        "src/app/back/route.ts",
        """
import { NextRequest, NextResponse } from 'next/server';
export async function GET(request: NextRequest) {
  const { searchParams } = new URL(request.url);
  const order = await find(searchParams.get('order'));
  if (!order) {
    return NextResponse.redirect(searchParams.get('back')!); // <-- here
  }
  return NextResponse.redirect(new URL(`/orders/${order.id}`, request.url));
}
""",
    )


def test_a_test_of_the_own_origin_in_another_file_guards_a_redirect(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "app/views.py",
        """
from flask import abort, redirect, request
from app.addresses import is_own_address
def go():
    target = request.args["next"]
    if not is_own_address(target):
        abort(400)
    return redirect(target)
""",
    )


def test_a_valid_form_says_nothing_of_the_address_beside_it(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "app/views.py",
        """
from django.shortcuts import redirect, render
from app.forms import LoginForm
def login(request):
    form = LoginForm(request, data=request.POST)
    if not form.is_valid():
        return render(request, "login.html", {"form": form})
    return redirect(request.POST.get("next") or "home")  # <-- here
""",
    )


def test_a_location_header_is_a_redirect(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "app/views.py",
        """
from flask import make_response, request
def go():
    response = make_response("", 302)
    response.headers["Location"] = request.args["to"]  # <-- here
    return response
def here():
    response = make_response("", 302)
    response.headers["Location"] = "/home"
    return response
""",
    )
