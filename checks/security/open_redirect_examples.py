"""Examples of the rule open redirect, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/auth.py": """\
from flask import Blueprint, redirect, request, url_for
from flask_login import login_user

bp = Blueprint("auth", __name__)


@bp.post("/login")
def login():
    login_user(find_user(request.form))
    next_page = request.args.get("next")
    if next_page:
        return redirect(next_page)  # <-- here
    return redirect(url_for("home"))


@bp.get("/out")
def out():
    return redirect(request.args.get("to") or url_for("home"), code=303)  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "accounts/views.py": """\
from django.http import HttpResponseRedirect
from django.shortcuts import redirect


def switch(request):
    request.session["team"] = request.POST["team"]
    return HttpResponseRedirect(request.POST.get("next", "/"))  # <-- here


def leave(request):
    target = request.GET["target"]
    return redirect(target)  # <-- here
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/auth.ts": """\
import { Router } from 'express';

export const auth = Router();

auth.post('/login', async (req, res) => {
  const { returnTo = '/' } = req.query;
  res.redirect(returnTo as string);  // <-- here
});

auth.get('/out', (req, res) => {
  res.redirect(302, `https://${req.query.host}/welcome`);  // <-- here
});
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/web/login.go": """\
package web

import "net/http"

func Login(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	if next == "" {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusSeeOther) // <-- here
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/web/LoginController.java": """\
package shop.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.servlet.view.RedirectView;

@Controller
class LoginController {
    @PostMapping("/login")
    String login(@RequestParam(defaultValue = "/") String next) {
        return "redirect:" + next; // <-- here
    }

    @GetMapping("/out")
    RedirectView out(@RequestParam String to) {
        return new RedirectView(to); // <-- here
    }

    @GetMapping("/leave")
    void leave(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String target = request.getParameter("target");
        if (target != null) {
            response.sendRedirect(target); // <-- here
        }
    }

    @GetMapping("/away")
    ResponseEntity<Void> away(@RequestParam String url) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(url)).build(); // <-- here
    }
}
"""
        },
    ),
)

GOOD = (
    Example(
        {
            "app/auth.py": """\
from urllib.parse import urlparse

from flask import Blueprint, abort, redirect, request, url_for

from app.urls import is_safe_redirect

bp = Blueprint("auth", __name__)
PAGES = {"home": "/", "orders": "/orders"}


@bp.post("/login")
def login():
    target = request.args.get("next", "")
    if not target.startswith("/") or target.startswith("//"):
        target = url_for("home")
    return redirect(target)


@bp.get("/out")
def out():
    target = request.args["to"]
    if not is_safe_redirect(target):
        abort(400)
    return redirect(target)


@bp.get("/go")
def go():
    return redirect(PAGES.get(request.args["page"], "/"))


@bp.get("/host")
def host():
    target = request.args["to"]
    if urlparse(target).netloc:
        return redirect("/")
    if urlparse(target).netloc != request.host:
        abort(400)
    return redirect(target)


@bp.get("/orders/<int:number>/pay")
def pay(number):
    return redirect(url_for("orders.show", number=number, tab=request.args["tab"]))


@bp.get("/users/<name>")
def user(name):
    return redirect(f"/people/{name}")
"""
        },
    ),
    Example(
        {
            "accounts/views.py": """\
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def leave(request):
    target = request.GET["target"]
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return redirect(target)


def again(request):
    return redirect(request.path)
"""
        },
    ),
    Example(
        {
            "src/auth.ts": """\
import { Router } from 'express';
import { safeReturnTo } from './urls';

const ALLOWED = new Set(['/', '/orders']);
export const auth = Router();

auth.post('/login', async (req, res) => {
  res.redirect(safeReturnTo(req.query.returnTo));
});

auth.get('/go', (req, res) => {
  const target = String(req.query.to);
  res.redirect(ALLOWED.has(target) ? target : '/');
});

auth.get('/https', (req, res) => {
  res.redirect(`https://shop.example.com${req.originalUrl}`);
});

auth.get('/orders/:id', (req, res) => {
  res.redirect(`/orders/${req.params.id}/summary`);
});
"""
        },
    ),
    Example(
        {
            "internal/web/login.go": """\
package web

import (
	"net/http"
	"strings"
)

func Login(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}

func Upgrade(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
}
"""
        },
    ),
    Example(
        {
            "src/main/java/shop/web/LoginController.java": """\
package shop.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.*;

@Controller
class LoginController {
    private static final Set<String> PAGES = Set.of("/", "/orders");

    @PostMapping("/login")
    String login(@RequestParam(defaultValue = "/") String next) {
        if (!PAGES.contains(next)) {
            return "redirect:/";
        }
        return "redirect:" + next;
    }

    @PostMapping("/switch")
    String change(@RequestParam String next) {
        String target = next.startsWith("/") && !next.startsWith("//") ? next : "/";
        return "redirect:" + target;
    }

    @PostMapping("/orders")
    ResponseEntity<Void> create(@RequestBody Order order) {
        return ResponseEntity.created(URI.create("/orders/" + order.getNumber())).build();
    }

    @PostMapping("/orders/{id}/pay")
    String pay(@PathVariable String id) {
        return "redirect:/orders/" + id + "/summary";
    }

    @GetMapping("/home")
    void home(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(request.getContextPath() + "/home");
    }
}
"""
        },
    ),
)
