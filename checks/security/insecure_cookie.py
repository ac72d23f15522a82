"""Session and login cookies without the flags that protect them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from checks.knowledge import known_call, known_settings
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.cookie_flags import cookies_set
from checks.security.cookie_go import go_cookies
from checks.security.cookie_headers import written_cookies
from checks.security.environments import for_development
from checks.security.insecure_cookie_examples import BAD, GOOD
from checks.security.wording import called, callee_name, words
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_AUTH = frozenset(
    {
        "session",
        "sessionid",
        "sid",
        "auth",
        "token",
        "jwt",
        "access",
        "refresh",
        "remember",
        "login",
        "sess",
        "credential",
        "credentials",
        "apikey",
        "identity",
        "connect",
    }
)
_PLAIN = frozenset({"csrf", "xsrf", "csrftoken", "theme", "lang", "language", "locale", "consent", "banner", "preference", "preferences", "timezone", "tz", "csrf_token", "flash", "redirect", "next", "state_hint",
                    "expires", "type", "hint", "seen", "count", "analytics", "tracking", "currency", "sidebar", "dismissed", "duration"})  # fmt: skip
_SETTING = re.compile(r"^(?:SESSION|REMEMBER|CSRF|JWT|JWT_ACCESS|AUTH)_COOKIE_(?:SECURE|HTTPONLY)$")
_FLAGS = {"secure": "Secure", "httponly": "HttpOnly", "samesite": "SameSite"}


def check(view: FileView) -> Iterator[Site]:
    """Every cookie that is set, and every setting of the session cookie, is a site."""
    if view.module is None or not view.mentions("cookie", "session"):
        return
    if view.language in _FIXES:
        yield from _by_library(view)
        yield from _written(view)
        return
    for call in view.flow.calls():
        if view.language == "python":
            yield from _python(view, call)
        elif view.language == "go":
            yield from _gin(view, call)
        else:
            yield from _node(view, call)
    if view.language == "python":
        for assign in view.module.every(m.Assign):
            yield from _setting(view, assign)
    elif view.language == "go":
        for mapping in view.module.every(m.Mapping):
            if mapping.type_name.endswith("http.Cookie") and mapping.get("Name") is not None:
                yield from _go_cookie(view, mapping)
        yield from _go_frameworks(view)
    if view.language in ("python", "javascript", "typescript", "tsx", "go"):
        yield from _written(view)


def _auth_cookie(flow: Flow, name: m.Expr | None, value: m.Expr | None) -> bool:
    found: set[str] = set()
    if name is not None:
        text = flow.constant(name)
        found.update(words(text if isinstance(text, str) else called(name)))
        found.update(words(called(name)))
    if found & _PLAIN:
        return False
    if found & _AUTH:
        return True
    return value is not None and bool(set(words(called(value))) & {"token", "jwt", "session", "sid"})


def _deleted(flow: Flow, value: m.Expr | None, age: m.Expr | None) -> bool:
    if value is not None and flow.constant(value) in ("", None):
        return True
    if age is None:
        return False
    if isinstance(age, m.Unary) and age.op == "-":
        return True
    return flow.constant(age) in (0, -1)


def _site(view: FileView, call: m.Node, missing: list[str], at: m.Node | None) -> Site:
    node: m.Node = at if at is not None else m.statement_of(call)
    if not missing or for_development(view.path, call):
        return view.site(node)
    listed = missing[0] if len(missing) == 1 else ", ".join(missing[:-1]) + " and " + missing[-1]
    return view.site(node, Defect(f"This login cookie is set without {listed}.", fix=_fix(view.language)))


_FIXES = {
    "java": 'Set them: `setSecure(true)`, `setHttpOnly(true)`, or `ResponseCookie...secure(true).httpOnly(true).sameSite("Lax")`.',
    "kotlin": "Set `secure = true`, `httpOnly = true` and SameSite.",
    "csharp": "Pass `new CookieOptions { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax }`.",
    "ruby": "Pass `secure: true, httponly: true, same_site: :lax`.",
    "php": "Pass `['secure' => true, 'httponly' => true, 'samesite' => 'Lax']`.",
    "rust": "Call `.secure(true).http_only(true).same_site(SameSite::Lax)`.",
}
_INI = re.compile(r"session\.cookie_(secure|httponly)")


def _by_library(view: FileView) -> Iterator[Site]:
    flow = view.flow
    for made in cookies_set(flow):
        statement = m.statement_of(made.call)
        if (
            made.unknown
            or not _auth_cookie(flow, made.name, made.value)
            or _deleted(flow, made.value, made.age)
        ):
            yield view.site(statement)
            continue
        missing = [
            word
            for flag, word in _FLAGS.items()
            if flag in made.off or (flag in made.needs and flag not in made.on)
        ]
        if "Secure" in missing and "secure" not in made.off and _forces_tls(view):
            missing.remove("Secure")
        at = next((n for n in made.off.values() if n.line != statement.line), None)
        yield _site(view, made.call, missing, at)
    for setting in known_settings(flow, "cookie-setting"):
        yield _site(view, setting.node, [setting.fact.more["lacks"]], setting.node)
    for call in flow.calls():
        if known_call(flow, call, "cookie-ini") is not None:
            option = _INI.fullmatch(str(flow.constant(call.positional(0))))
            if option is not None:
                off = flow.constant(call.positional(1)) in (False, 0, "0", "", "off")
                yield _site(view, call, [_FLAGS[option.group(1)]] if off else [], None)


def _forces_tls(view: FileView) -> bool:
    """Rails' ``force_ssl`` marks every cookie as Secure."""
    text = view.repo.text("config/environments/production.rb") if view.language == "ruby" else None
    return bool(text) and bool(re.search(r"^\s*config\.force_ssl\s*=\s*true", text or "", re.MULTILINE))


def _fix(language: str) -> str:
    if language in _FIXES:
        return _FIXES[language]
    if language == "python":
        return 'Pass `secure=True, httponly=True, samesite="Lax"`.'
    if language == "go":
        return "Set `Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode`."
    return "Pass `{ httpOnly: true, secure: true, sameSite: 'lax' }`."


def _python(view: FileView, call: m.Call) -> Iterator[Site]:
    flow = view.flow
    name = callee_name(call)
    if name == "set_cookie":
        key = call.keyword("key") or call.positional(0)
        value = call.keyword("value") or call.positional(1)
        options = _keywords(flow, call)
        if options is None or not _auth_cookie(flow, key, value):
            yield view.site(m.statement_of(call))
            return
        if _deleted(flow, value, options.get("max_age") or options.get("expires")):
            yield view.site(m.statement_of(call))
            return
        missing, at = [], None
        lax_by_default = flow.imports_any("fastapi", "starlette", "litestar")
        for keyword, word in _FLAGS.items():
            given = options.get(keyword)
            if given is None:
                if not (keyword == "samesite" and lax_by_default):
                    missing.append(word)
            elif flow.constant(given) in (False, None) and flow.constant(given) is not ...:
                missing.append(word)
                at = at or given.parent
        yield _at_option(view, call, missing, at)
    elif name == "add_middleware" and any(m.dotted(a.value).endswith("SessionMiddleware") for a in call.args):
        given = call.keyword("https_only")
        resolved = [flow.resolve(a.value) for a in call.args]
        if not any(r.startswith(("starlette.", "fastapi.")) for r in resolved):
            return
        off = (given is None and not call.has_spread()) or (
            given is not None and flow.constant(given) is False
        )
        yield _site(
            view,
            call,
            ["Secure (`https_only=True`)"] if off else [],
            given.parent if given is not None else None,
        )
    elif name == "update" and m.dotted(call.callee).endswith("config.update"):
        for arg in call.args:
            if arg.name and _SETTING.match(arg.name):
                yield _setting_site(view, arg, arg.name, arg.value)


def _keywords(flow: Flow, call: m.Call) -> dict[str, m.Expr] | None:
    """Keyword arguments, those of ``**options`` too; None where some do not show."""
    found: dict[str, m.Expr] = {}
    for arg in call.args:
        if arg.name:
            found[arg.name] = arg.value
        elif arg.spread:
            made = flow.definition(arg.value)
            if isinstance(made, m.Mapping) and not made.has_spread():
                found.update({str(p.key.value): p.value for p in made.pairs if isinstance(p.key, m.Literal)})
            elif isinstance(made, m.Call) and m.dotted(made.callee) == "dict" and not made.has_spread():
                found.update({a.name: a.value for a in made.args if a.name})
            else:
                return None
    return found


def _at_option(view: FileView, call: m.Call, missing: list[str], at: m.Node | None) -> Site:
    """A site at the option that is off, where that has its own line; options that several cookies share are one defect."""
    statement = m.statement_of(call)
    if at is not None and not statement.start <= at.start < statement.end:
        told = cast("set[int]", view.flow.memo.setdefault("cookie options told", set()))
        if at.start in told:
            return view.site(statement)
        told.add(at.start)
        return _site(view, call, missing, at)
    inside = at is not None and statement.line < at.line <= statement.end_line
    return _site(view, call, missing, at if inside else None)


def _setting(view: FileView, node: m.Assign) -> Iterator[Site]:
    for target in node.targets:
        name = target.id if isinstance(target, m.Name) else ""
        if isinstance(target, m.Index) and m.dotted(target.base).endswith("config"):
            name = str(view.flow.constant(target.key))
        if _SETTING.match(name) and node.value is not None:
            yield _setting_site(view, node, name, node.value)


def _setting_site(view: FileView, at: m.Node, name: str, value: m.Expr) -> Site:
    if (
        view.flow.constant(value) is not False
        or for_development(view.path, at)
        or name == "CSRF_COOKIE_HTTPONLY"
    ):
        return view.site(at)
    return view.site(
        at,
        Defect(
            f"`{name} = False` sends the cookie without its protection.",
            fix=f"Set `{name} = True`, and override it in the settings for development.",
        ),
    )


def _options(flow: Flow, expr: m.Expr | None) -> m.Mapping | None:
    found = flow.definition(expr) if expr is not None else None
    return found if isinstance(found, m.Mapping) else None


def _node(view: FileView, call: m.Call) -> Iterator[Site]:
    flow = view.flow
    name, dotted = callee_name(call), m.dotted(call.callee)
    resolved = flow.resolve(call.callee)
    defaults: set[str] = set()
    if resolved in ("express-session", "express-session.default", "cookie-session"):
        yield from _session(view, call, resolved)
        return
    args = [a.value for a in call.args]
    if (
        name == "cookie" and re.search(r"(?:^|\.)(?:res|response|reply)(?:\.status\(\))?\.cookie$", dotted)
    ) or (name == "setCookie" and isinstance(call.callee, m.Attr)):
        pass
    elif name == "setCookie" and resolved.startswith("hono/"):
        args = args[1:]
    elif name == "set" and re.search(r"(?:ctx|context)\.cookies\.set$", dotted):
        defaults = {"httponly", "secure"}
    elif (
        name == "set"
        and (
            re.search(r"(?:cookies\(\)|\bcookieStore|\.cookies)\.set$", dotted)
            or resolved.endswith("next/headers.cookies().set")
        )
    ) or (name == "serialize" and resolved.startswith("cookie.")):
        pass
    else:
        return
    if not args or any(a.spread for a in call.args):
        return
    statement = m.statement_of(call)
    options: m.Mapping | None
    if len(args) == 1:
        single = _options(flow, args[0])
        if single is None or single.get("name") is None:
            return
        key, value, options = single.get("name"), single.get("value"), single
    else:
        key, value = args[0], args[1]
        options = _options(flow, args[2]) if len(args) > 2 else m.Mapping([])
    if options is None or options.has_spread() or not _auth_cookie(flow, key, value):
        yield view.site(statement)
        return
    if _deleted(flow, value, options.get("maxAge")):
        yield view.site(statement)
        return
    missing, at = [], None
    for flag, member in (("httponly", "httpOnly"), ("secure", "secure"), ("samesite", "sameSite")):
        given = options.get(member)
        if given is None:
            if flag not in defaults:
                missing.append(_FLAGS[flag])
        elif flow.constant(given) is False:
            missing.append(_FLAGS[flag])
            at = at or given.parent
    yield _at_option(view, call, missing, at)


def _session(view: FileView, call: m.Call, resolved: str) -> Iterator[Site]:
    flow = view.flow
    options = _options(flow, call.positional(0))
    statement = m.statement_of(call)
    if options is None or options.has_spread():
        yield view.site(statement)
        return
    cookie = _options(flow, options.get("cookie")) if resolved.startswith("express-session") else options
    if cookie is None:
        given = options.get("cookie")
        missing = ["Secure"] if given is None else []
        yield _site(view, call, missing, None)
        return
    missing, at = [], None
    for member, word in (("secure", "Secure"), ("httpOnly", "HttpOnly")):
        given = cookie.get(member)
        if given is not None and flow.constant(given) is False:
            missing.append(word)
            at = at or given.parent
        elif (
            given is None
            and member == "secure"
            and resolved.startswith("express-session")
            and not cookie.has_spread()
        ):
            missing.append(word)
    yield _site(view, call, missing, at)


def _go_cookie(view: FileView, mapping: m.Mapping) -> Iterator[Site]:
    flow = view.flow
    missing = []
    if _auth_cookie(flow, mapping.get("Name"), mapping.get("Value")) and not _deleted(
        flow, mapping.get("Value"), mapping.get("MaxAge")
    ):
        later = _set_later(flow, mapping)
        for member in ("Secure", "HttpOnly", "SameSite"):
            given = mapping.get(member)
            if (given is None and member not in later) or (
                given is not None and flow.constant(given) is False
            ):
                missing.append(member)
    at = next(
        (
            p
            for p in mapping.pairs
            if isinstance(p.key, m.Literal)
            and p.key.value in ("Secure", "HttpOnly")
            and flow.constant(p.value) is False
        ),
        None,
    )
    yield _site(view, mapping, missing, at)


def _go_frameworks(view: FileView) -> Iterator[Site]:
    flow = view.flow
    for made in go_cookies(flow):
        name, value = made.members.get("Name"), made.members.get("Value")
        missing: list[str] = []
        if not _deleted(flow, value, made.members.get("MaxAge")) and (
            made.session or _auth_cookie(flow, name, value)
        ):
            missing = [
                n for n in made.needs if n not in made.members or flow.constant(made.members[n]) is False
            ]
        off = next((made.members[n].parent for n in missing if n in made.members), None)
        statement = m.statement_of(made.node)
        inside = off is not None and statement.line < off.line <= statement.end_line
        yield _site(view, made.node, missing, off if inside else None)


def _written(view: FileView) -> Iterator[Site]:
    for made in written_cookies(view.flow):
        named = set(words(made.name))
        missing = [w for flag, w in _FLAGS.items() if flag not in made.attributes]
        gone = re.search(r"max-age=(?:0|-1)\b|1970", made.attributes)
        if not named & _AUTH or named & _PLAIN or gone:
            missing = []
        yield _site(view, made.node, missing, made.node)


def _set_later(flow: Flow, mapping: m.Mapping) -> set[str]:
    statement = m.statement_of(mapping)
    if not isinstance(statement, m.Assign) or not isinstance(statement.targets[0], m.Name):
        return set()
    name = statement.targets[0].id
    return {
        t.name
        for node in flow.scopes.scope_of(statement).walk_scope()
        if isinstance(node, m.Assign)
        for t in node.targets
        if isinstance(t, m.Attr) and isinstance(t.base, m.Name) and t.base.id == name
    }


def _gin(view: FileView, call: m.Call) -> Iterator[Site]:
    if callee_name(call) != "SetCookie" or len(call.args) != 7:
        return
    flow = view.flow
    missing = []
    if _auth_cookie(flow, call.positional(0), call.positional(1)) and not _deleted(
        flow, call.positional(1), call.positional(2)
    ):
        missing = [
            word
            for index, word in ((5, "Secure"), (6, "HttpOnly"))
            if flow.constant(call.positional(index)) is False
        ]
    yield _site(view, call, missing, None)


RULE = Rule(
    id="security/insecure-cookie",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Login cookie without its flags",
    what="A session or login cookie set without Secure, HttpOnly or SameSite.",
    why="Without Secure it travels over plain HTTP, without HttpOnly any script reads it, without SameSite other sites send it along.",
    fix="Set Secure, HttpOnly and SameSite.",
    local=True,
    site="every cookie that is set, and every setting of the session cookie",
    cwe="CWE-614",
    references=(
        "https://cwe.mitre.org/data/definitions/614.html",
        "https://cwe.mitre.org/data/definitions/1004.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#cookies",
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie",
    ),
    bad=(
        Example(
            {
                "app/login.py": """\
from flask import Blueprint, make_response, redirect

bp = Blueprint("login", __name__)


@bp.post("/login")
def login():
    token = issue_token()
    response = make_response(redirect("/"))
    response.set_cookie("session", token)  # <-- here
    response.set_cookie(
        "refresh_token",
        token,
        secure=False,  # <-- here
        httponly=True,
        samesite="Lax",
    )
    response.set_cookie("theme", "dark")
    return response
""",
                "app/settings.py": """\
SESSION_COOKIE_SECURE = False  # <-- here
SESSION_COOKIE_HTTPONLY = True
""",
            },
            sites=5,
        ),
        Example(
            {
                "src/login.ts": """\
import session from 'express-session';

export function login(req: Request, res: Response) {
  const token = issue(req.user);
  res.cookie('access_token', token, { maxAge: 3600_000 });  // <-- here
  res.cookie('lang', 'en');
}

app.use(session({
  secret: process.env.SESSION_SECRET!,
  resave: false,
  cookie: {
    httpOnly: true,
    secure: false,  // <-- here
  },
}));
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/web/login.go": """\
package web

import "net/http"

func setSession(w http.ResponseWriter, token string) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: token, Path: "/"}) // <-- here
}
"""
            },
            sites=1,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "app/login.py": """\
from flask import make_response


def login(settings):
    response = make_response("")
    response.set_cookie("session", issue(), secure=True, httponly=True, samesite="Lax")
    response.set_cookie("session", issue(), secure=settings.https, httponly=True, samesite="Strict")
    response.set_cookie("theme", "dark", max_age=31536000)
    response.set_cookie("session", "", max_age=0)
    response.set_cookie("csrf_token", csrf(), samesite="Lax", secure=True)
    return response
""",
                "config/settings/local.py": "SESSION_COOKIE_SECURE = False\n",
            },
            sites=6,
        ),
        Example(
            {
                "src/login.ts": """\
import session from 'express-session';

const OPTIONS = { httpOnly: true, secure: process.env.NODE_ENV === 'production', sameSite: 'lax' as const };

export function login(req: Request, res: Response) {
  res.cookie('access_token', issue(req.user), OPTIONS);
  res.cookie('sidebar', 'open');
}

app.use(session({ secret: process.env.SESSION_SECRET!, cookie: { secure: true, sameSite: 'lax' } }));
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/web/login.go": """\
package web

import "net/http"

func setSession(w http.ResponseWriter, token string, secure bool) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: token, HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode})
	http.SetCookie(w, &http.Cookie{Name: "session", Value: "", MaxAge: -1})
	http.SetCookie(w, &http.Cookie{Name: "lang", Value: "en"})
}
"""
            },
            sites=3,
        ),
        *GOOD,
    ),
)
