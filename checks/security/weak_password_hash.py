"""Passwords kept or compared in a form that gives them away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import known_settings
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site, Suggestion
from checks.security.clear_passwords import stored_clear
from checks.security.digests import Digest, data_words, digests, purpose_words
from checks.security.password_work import PBKDF2_ROUNDS, least, number, password_work
from checks.security.weak_password_hash_examples import BAD, GOOD
from checks.security.wording import around, called, callee_name, words
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

BCRYPT_ROUNDS = 10
SCRYPT_N = 2**14
ARGON2_KIB = 7168

_PASSWORD = frozenset({"password", "passwd", "pwd", "passphrase", "passwords", "pass"})
_NOT_A_STORED_HASH = frozenset({"pwned", "hibp", "breach", "breached", "prefix", "cache", "wifi", "scram", "realm", "ha1", "mysql", "postgres", "native", "auth_plugin", "redis", "radius",
                                "ldap", "ntlm", "fernet", "encryption", "gravatar", "reset", "token", "leaked", "compromised", "proxy"})  # fmt: skip
_WEAK_SCHEMES = frozenset({"plain", "plaintext", "md5_crypt", "sha1_crypt", "hex_md5", "hex_sha1", "hex_sha256", "hex_sha512", "des_crypt", "ldap_md5", "ldap_sha1", "apr_md5_crypt", "nthash", "lmhash", "ldap_plaintext",
                           "unix_fallback", "django_salted_md5", "django_salted_sha1", "mysql323", "mysql41", "bsdi_crypt"})  # fmt: skip
_DJANGO_WEAK = re.compile(
    r"\.(?:UnsaltedMD5PasswordHasher|MD5PasswordHasher|SHA1PasswordHasher|UnsaltedSHA1PasswordHasher|CryptPasswordHasher)$"
)
_OWNERS = frozenset(
    {
        "user",
        "account",
        "member",
        "customer",
        "admin",
        "row",
        "record",
        "found",
        "existing",
        "client",
        "employee",
        "person",
        "profile",
        "author",
        "patient",
        "student",
        "operator",
        "teacher",
        "dbuser",
    }
)
_NAMES = frozenset(
    {"pbkdf2_hmac", "PBKDF2HMAC", "pbkdf2", "pbkdf2Sync", "gensalt", "hash", "hashSync", "genSalt", "genSaltSync", "hashpw", "GenerateFromPassword", "scrypt", "scryptSync", "Scrypt", "Key", "IDKey",
     "generate_password_hash", "PasswordHasher", "CryptContext", "using", "PBKDF2", "checkpw", "compare", "compareSync", "verify", "CompareHashAndPassword", "check_password_hash", "make_password", "check_password",
     "set_password", "create_user", "encrypt"}
)  # fmt: skip
_GOOD = re.compile(
    r"^(?:bcrypt(?:js)?|@node-rs/bcrypt)(?:\.default)?\.(?:compare|compareSync|checkpw|hashpw)$|^argon2(?:\.\w+|\.PasswordHasher\(\)\.\w+)*\.(?:hash|verify)$|^golang\.org/x/crypto/bcrypt\.CompareHashAndPassword$"
    r"|^werkzeug\.security\.check_password_hash$|^django\.contrib\.auth\.hashers\.(?:make_password|check_password)$|\.(?:set_password|create_user|check_password)$|CryptContext\(\)\.(?:hash|verify)$"
    r"|^golang\.org/x/crypto/(?:argon2\.(?:IDKey|Key)|scrypt\.Key)$"
)


def check(view: FileView) -> Iterator[Site]:
    """Every place where a password is hashed, stored or compared is a site."""
    if view.module is None or not view.mentions(
        "passw", "pwd", "bcrypt", "pbkdf2", "scrypt", "argon2", "passphrase"
    ):
        return
    flow = view.flow
    for digest in digests(flow):
        if (digest.kind == "digest" or _salted_hmac(digest)) and _of_password(flow, digest):
            name = digest.algorithm.upper()
            yield view.site(
                m.statement_of(digest.call),
                Defect(
                    f"A password is hashed with plain {name}, of which a graphics card tries billions a second.",
                    fix=_hash_fix(view.language),
                ),
            )
    tables = view.language in ("python", "javascript", "typescript", "tsx", "go")
    for call in flow.calls():
        if not tables:
            yield from _known(view, call)
            if (
                callee_name(call) in _EQUALS
                and len(call.args) in (1, 2)
                and isinstance(call.callee, m.Attr | m.Name)
            ):
                yield from _compared(view, call, *_sides(call))
        elif callee_name(call) in _NAMES or isinstance(call.callee, m.Name):
            yield from _call(view, call, flow.resolve(call.callee))
    for node in view.module.every(m.Binary):
        if node.op in ("==", "!=", "===", "!=="):
            yield from _compared(view, node, node.left, node.right)
    for setting in known_settings(flow, "password-cost"):
        if setting.fact.more.get("with", "") in view.text:
            needed = least(flow, setting.node, setting.fact)
            yield _judged(view, setting.node, str(setting.fact.more["scheme"]), setting.value, needed)
    if view.language == "python":
        for assign in view.module.every(m.Assign):
            yield from _hashers(view, assign)
    for call in flow.calls():
        yield from _stored(view, call)
    for call, value in stored_clear(flow):
        yield _in_clear(view, call, value)


def _of_password(flow: Flow, digest: Digest) -> bool:
    purpose = purpose_words(digest)
    if purpose & _NOT_A_STORED_HASH:
        return False
    data = data_words(flow, digest)
    if data & {"policy", "strength", "hint", "label"} or _before_real_hash(flow, digest):
        return False
    if data & ((_PASSWORD | {"pw"}) - {"pass"}) or _kept_as_password(digest):
        return True
    return (
        bool(purpose & (_PASSWORD - {"pass"}))
        and bool(purpose & {"hash", "hashed", "make", "encode", "verify", "check", "set", "store", "encrypt"})
        and not data & {"token", "code", "key"}
    )


_REAL_HASH = re.compile(
    r"(?i)bcrypt|argon2|scrypt|pbkdf2|^\\?password_(?:hash|verify)$|hashpw|GenerateFromPassword|CompareHashAndPassword|encoder\.(?:encode|matches)"
)


def _before_real_hash(flow: Flow, digest: Digest) -> bool:
    """Whether the digest only shortens a password for a real hash: ``bcrypt.hashpw(b64encode(sha256(password)), ...)``."""
    for parent in digest.call.ancestors():
        if isinstance(parent, m.Arg) and isinstance(parent.parent, m.Call):
            name = flow.resolve(parent.parent.callee) or m.dotted(parent.parent.callee)
            if _REAL_HASH.search(name):
                return True
        if isinstance(parent, m.Assign) and isinstance(parent.targets[0], m.Name):
            return _given_to_real_hash(flow, parent.targets[0])
        if isinstance(parent, m.Stmt):
            return False
    return False


def _given_to_real_hash(flow: Flow, name: m.Name) -> bool:
    return any(
        isinstance(node, m.Call)
        and node.start > name.end
        and _REAL_HASH.search(flow.resolve(node.callee) or m.dotted(node.callee))
        and any(isinstance(n, m.Name) and n.id == name.id for a in node.args for n in a.walk())
        for node in flow.scopes.scope_of(name).walk()
    )


def _salted_hmac(digest: Digest) -> bool:
    """``createHmac("sha256", salt)``: the salt stands next to the hash, so that the HMAC is a plain digest."""
    if digest.kind != "hmac":
        return False
    return any("salt" in words(called(a.value)) for a in digest.call.args)


def _kept_as_password(digest: Digest) -> bool:
    """Whether the digest is given to something that is named as the hash of a password: ``self.password_digest = ...``."""
    for parent in digest.call.ancestors():
        names = [called(t) for t in parent.targets] if isinstance(parent, m.Assign) else []
        if isinstance(parent, m.Arg) and parent.name:
            names.append(parent.name)
        if isinstance(parent, m.Pair) and isinstance(parent.key, m.Literal):
            names.append(str(parent.key.value))
        if any(_KEPT.search(n) for n in names):
            return True
        if isinstance(parent, m.Stmt):
            return False
    return False


_KEPT = re.compile(r"(?i)passw(?:or)?d_?(?:digest|hash)$|(?:hashed|encrypted|crypted)_?passw(?:or)?d$")

_FIXED_BY_PROTOCOL = frozenset({"wifi", "wpa", "wpa2", "psk", "scram", "ssid"})
"""Protocols that say how often a password is hashed."""
_EQUALS = frozenset({"equals", "Equals", "strcmp", "hash_equals", "equalsIgnoreCase", "eq"})


def _sides(call: m.Call) -> tuple[m.Expr, m.Expr]:
    if len(call.args) == 2:
        return call.args[0].value, call.args[1].value
    assert isinstance(call.callee, m.Attr | m.Name)
    return call.callee.base if isinstance(call.callee, m.Attr) else call.callee, call.args[0].value


def _known(view: FileView, call: m.Call) -> Iterator[Site]:
    work = password_work(view.flow, call)
    if work is None:
        return
    statement = m.statement_of(call)
    if work.weak:
        yield view.site(
            statement,
            Defect(f"`{work.scheme}` is no hash for passwords today.", fix=_hash_fix(view.language)),
        )
    elif work.value is None or work.least is None or work.value >= work.least:
        yield view.site(statement)
    else:
        yield _judged(view, statement, work.scheme, work.setting, work.least, work.value)


# --- key derivation ------------------------------------------------------------------------------------------


def _call(view: FileView, call: m.Call, resolved: str) -> Iterator[Site]:
    flow = view.flow
    found: tuple[str, m.Expr | None, int | None] | None = None
    if view.language == "python":
        found = _python_kdf(flow, call, resolved)
    elif view.language == "go":
        found = _go_kdf(flow, call, resolved)
    else:
        found = _node_kdf(flow, call, resolved)
    if found is None:
        if _GOOD.search(resolved):
            yield view.site(m.statement_of(call))
        return
    name, setting, least_ = found
    if name in _WEAK_SCHEMES:
        yield view.site(
            m.statement_of(call),
            Defect(f"`{name}` is no hash for passwords today.", fix=_hash_fix(view.language)),
        )
        return
    yield _judged(view, m.statement_of(call), name, setting, least_)


def _judged(
    view: FileView,
    at: m.Node,
    name: str,
    setting: m.Expr | None,
    needed: int | None,
    value: int | None = None,
) -> Site:
    """A site at the cost that is set, with a defect when it is too little."""
    if value is None and setting is not None:
        value = number(view.flow, setting)
    if setting is not None and setting.line != at.line and at.line < setting.line <= at.end_line:
        at = setting.parent if isinstance(setting.parent, (m.Arg, m.Pair)) else setting
    if value is None or needed is None or value >= needed or set(around(at)) & _FIXED_BY_PROTOCOL:
        return view.site(at)
    return view.site(
        at,
        Defect(
            f"{name} runs with {value:,} here; the OWASP minimum is {needed:,}.",
            fix=f"Raise it to at least {needed:,}, and rehash at the next login.",
            suggestion=_raised(view, setting, needed),
            key="work-factor",
        ),
    )


def _raised(view: FileView, setting: m.Expr | None, needed: int) -> Suggestion | None:
    if not isinstance(setting, m.Literal):
        return None
    assert view.module is not None
    line, old = view.lines[setting.line - 1], view.module.text(setting)
    pieces = re.split(rf"(?<![\w.]){re.escape(old)}(?![\w.])", line)
    if len(pieces) != 2:
        return None
    written = f"{needed:_}" if needed > 9999 and view.language != "php" else str(needed)
    return Suggestion(setting.line, setting.line, written.join(pieces))


def _hash_name(flow: Flow, expr: m.Expr | None) -> str:
    if expr is None:
        return "sha1"
    value = flow.constant(expr)
    text = (
        str(value)
        if isinstance(value, str)
        else flow.resolve(expr).removesuffix("()").rpartition(".")[2] or flow.resolve(expr)
    )
    return text.lower().replace("-", "").replace("_", "")


def _python_kdf(flow: Flow, call: m.Call, resolved: str) -> tuple[str, m.Expr | None, int | None] | None:
    if resolved == "hashlib.pbkdf2_hmac":
        least = PBKDF2_ROUNDS.get(_hash_name(flow, call.positional(0)), PBKDF2_ROUNDS["sha256"])
        return "PBKDF2", call.positional(3) or call.keyword("iterations"), least
    if resolved.endswith(".pbkdf2.PBKDF2HMAC"):
        least = PBKDF2_ROUNDS.get(_hash_name(flow, call.keyword("algorithm") or call.positional(0)), 600_000)
        return "PBKDF2", call.keyword("iterations") or call.positional(3), least
    if resolved in ("Crypto.Protocol.KDF.PBKDF2", "Cryptodome.Protocol.KDF.PBKDF2"):
        return "PBKDF2", call.keyword("count") or call.positional(3), 600_000
    if resolved == "bcrypt.gensalt":
        return "bcrypt", call.keyword("rounds") or call.positional(0), BCRYPT_ROUNDS
    if resolved in ("hashlib.scrypt",):
        return "scrypt", call.keyword("n"), SCRYPT_N
    if resolved.endswith(".scrypt.Scrypt"):
        return "scrypt", call.keyword("n") or call.positional(2), SCRYPT_N
    if resolved == "argon2.PasswordHasher":
        return "Argon2", call.keyword("memory_cost"), ARGON2_KIB
    if resolved == "werkzeug.security.generate_password_hash":
        return _werkzeug(flow, call)
    if resolved == "passlib.context.CryptContext":
        return _passlib(flow, call)
    match = re.match(r"^passlib\.(?:hash|handlers\.\w+)\.(\w+)\.(?:using|hash|encrypt)$", resolved)
    if match:
        name = match.group(1)
        if name in _WEAK_SCHEMES:
            return name, None, None
        if name.startswith(("bcrypt", "pbkdf2")) and call.keyword("rounds") is not None:
            least = (
                BCRYPT_ROUNDS
                if name.startswith("bcrypt")
                else PBKDF2_ROUNDS.get(name.removeprefix("pbkdf2_"), 600_000)
            )
            return name, call.keyword("rounds"), least
        return name, None, None
    return None


def _werkzeug(flow: Flow, call: m.Call) -> tuple[str, m.Expr | None, int | None]:
    method = call.keyword("method") or call.positional(1)
    text = flow.constant(method) if method is not None else ...
    if isinstance(text, str) and method is not None:
        if re.fullmatch(r"plain|md5|sha\d+", text):
            return "plain", None, None
        found = re.fullmatch(r"pbkdf2:(sha\d+):(\d+)", text)
        if found:
            return (
                "PBKDF2",
                _at(m.Literal("int", int(found.group(2))), method),
                PBKDF2_ROUNDS.get(found.group(1), 600_000),
            )
    return "password hash", None, None


def _passlib(flow: Flow, call: m.Call) -> tuple[str, m.Expr | None, int | None]:
    schemes = call.keyword("schemes") or call.positional(0)
    listed = flow.definition(schemes) if schemes is not None else None
    first = flow.constant(listed.items[0]) if isinstance(listed, m.Sequence) and listed.items else ...
    if isinstance(first, str) and first in _WEAK_SCHEMES:
        return first, None, None
    for arg in call.args:
        if arg.name and re.search(r"(?:bcrypt\w*)__(?:default_)?rounds$", arg.name):
            return "bcrypt", arg.value, BCRYPT_ROUNDS
        if arg.name and (found := re.search(r"pbkdf2_(sha\d+)__(?:default_)?rounds$", arg.name)):
            return "PBKDF2", arg.value, PBKDF2_ROUNDS.get(found.group(1), 600_000)
    return "password hash", None, None


def _at(literal: m.Literal, node: m.Node) -> m.Literal:
    literal.line, literal.end_line, literal.start, literal.end = (
        node.line,
        node.end_line,
        node.start,
        node.end,
    )
    literal.parent = node.parent
    return literal


def _node_kdf(flow: Flow, call: m.Call, resolved: str) -> tuple[str, m.Expr | None, int | None] | None:
    if re.match(r"^crypto(?:\.default)?\.pbkdf2(?:Sync)?$", resolved):
        return "PBKDF2", call.positional(2), PBKDF2_ROUNDS.get(_hash_name(flow, call.positional(4)), 600_000)
    if re.match(r"^(?:bcrypt(?:js)?|@node-rs/bcrypt)(?:\.default)?\.(?:hash|hashSync)$", resolved):
        return "bcrypt", call.positional(1), BCRYPT_ROUNDS
    if re.match(r"^bcrypt(?:js)?(?:\.default)?\.(?:genSalt|genSaltSync)$", resolved):
        return "bcrypt", call.positional(0), BCRYPT_ROUNDS
    if re.match(r"^crypto(?:\.default)?\.scrypt(?:Sync)?$", resolved):
        options = flow.definition(call.positional(3)) if call.positional(3) is not None else None  # type: ignore[arg-type]
        cost = (options.get("N") or options.get("cost")) if isinstance(options, m.Mapping) else None
        return "scrypt", cost, SCRYPT_N
    if re.match(r"^(?:crypto-js(?:\.default)?|CryptoJS)\.PBKDF2$", resolved):
        options = flow.definition(call.positional(2)) if call.positional(2) is not None else None  # type: ignore[arg-type]
        return "PBKDF2", options.get("iterations") if isinstance(options, m.Mapping) else None, 600_000
    return None


def _go_kdf(flow: Flow, call: m.Call, resolved: str) -> tuple[str, m.Expr | None, int | None] | None:
    if resolved == "golang.org/x/crypto/bcrypt.GenerateFromPassword":
        cost = call.positional(1)
        if cost is not None and flow.resolve(cost).endswith("bcrypt.MinCost"):
            return "bcrypt", _at(m.Literal("int", 4), cost), BCRYPT_ROUNDS
        return "bcrypt", cost, BCRYPT_ROUNDS
    if resolved == "golang.org/x/crypto/scrypt.Key":
        return "scrypt", call.positional(2), SCRYPT_N
    if resolved in ("golang.org/x/crypto/argon2.IDKey", "golang.org/x/crypto/argon2.Key"):
        return "Argon2", call.positional(3), ARGON2_KIB
    if resolved in ("golang.org/x/crypto/pbkdf2.Key", "crypto/pbkdf2.Key"):
        offset = 3 if resolved.startswith("crypto/") else 2
        name = _hash_name(flow, call.positional(0 if offset == 3 else 4))
        algorithm = next(
            (
                a
                for a in PBKDF2_ROUNDS
                if a in flow.resolve(call.positional(0 if offset == 3 else 4)) or a in name
            ),
            "sha256",
        )
        return "PBKDF2", call.positional(offset), PBKDF2_ROUNDS[algorithm]
    return None


# --- in clear ------------------------------------------------------------------------------------------------


def _compared(view: FileView, node: m.Expr, left: m.Expr, right: m.Expr) -> Iterator[Site]:
    for stored, given in ((left, right), (right, left)):
        if not _stored_password(view.flow, stored) or isinstance(given, m.Literal):
            continue
        flow = view.flow
        if not set(words(called(given))) & _PASSWORD or _form_of(stored) == _form_of(given):
            continue
        if next(w for w in words(called(given)) if w != "get") in (
            "confirm",
            "repeat",
            "new",
            "old",
            "current",
            "confirmation",
        ) or "hash" in words(called(given)):
            continue
        made = flow.definition(given)
        if isinstance(made, m.Call) and not _reads(made) and not _accessor(made):
            continue  # a hash of the password, computed before
        if isinstance(given, m.Name) and any(
            isinstance(b.value, m.Call) and "hash" in " ".join(words(m.dotted(b.value.callee)))
            for b in flow.scopes.lookup(given.id, given)[1]
        ):
            continue
        if view.language == "python" and any(
            isinstance(p, m.Call) and callee_name(p) in ("filter", "where", "and_", "or_")
            for p in node.ancestors()
        ):
            yield view.site(m.statement_of(node), _clear())
            return
        yield view.site(m.statement_of(node), _clear())
        return


def _clear() -> Defect:
    return Defect(
        "The stored password is compared as it was typed, so it is kept in clear.",
        why="Whoever reads the table, a backup or a log of it has every password, here and wherever people used it again.",
        key="clear",
    )


def _accessor(call: m.Call) -> bool:
    """``user.getPassword()``, ``form.password()``."""
    return not call.args and bool(set(words(callee_name(call))) & _PASSWORD)


def _form_of(expr: m.Expr) -> str:
    if isinstance(expr, m.Call):
        return m.dotted(expr.callee.base) if isinstance(expr.callee, m.Attr) else ""
    return m.dotted(expr.base) if isinstance(expr, (m.Attr, m.Index)) else ""


def _stored_password(flow: Flow, expr: m.Expr) -> bool:
    """``user.password``, ``row["password"]``: the member of a record."""
    if isinstance(expr, m.Call) and _accessor(expr) and isinstance(expr.callee, m.Attr):
        name, owner = expr.callee.name, expr.callee.base
    elif isinstance(expr, (m.Attr, m.Index)):
        name, owner = called(expr), expr.base
    else:
        return False
    if name.lower() not in ("password", "passwd", "pwd", "user_password", "userpassword", "getpassword"):
        return False
    last = words(called(owner)) or [""]
    kind = words(flow.resolve(owner).removesuffix("()").rpartition(".")[2].rpartition("/")[2]) or [""]
    return last[-1] in _OWNERS or (flow.resolve(owner).endswith("()") and kind[-1] in _OWNERS)


def _reads(call: m.Call) -> bool:
    return callee_name(call) in (
        "get",
        "getlist",
        "pop",
        "strip",
        "FormValue",
        "PostForm",
        "str",
        "String",
        "trim",
        "PostFormValue",
        "get_json",
        "input",
        "getpass",
        "getParameter",
        "fetch",
        "post",
        "query",
        "trim",
        "as_str",
        "to_string",
    )


def _stored(view: FileView, call: m.Call) -> Iterator[Site]:
    """A record made with the password of the request itself."""
    name = callee_name(call)
    dotted = m.dotted(call.callee)
    value: m.Expr | None = None
    if view.language == "python" and name and (name[0].isupper() or dotted.endswith("objects.create")):
        owner = name if name[0].isupper() else dotted.split(".")[0]
        if words(owner)[-1:] and words(owner)[-1] in _OWNERS and _is_model(view, call):
            value = call.keyword("password")
    elif view.language in ("javascript", "typescript") and re.search(
        r"prisma\.\w+\.(?:create|upsert|update)$", dotted
    ):
        options = view.flow.definition(call.args[0].value) if call.args else None
        data = options.get("data") if isinstance(options, m.Mapping) else None
        found = view.flow.definition(data) if data is not None else None
        value = found.get("password") if isinstance(found, m.Mapping) else None
    elif name == "setPassword" and view.language in ("java", "kotlin") and len(call.args) == 1:
        value = _kept_by_setter(view, call)
    if value is None:
        return
    taint = view.flow.value(value).taint
    if taint is not None and taint.grade == "request" and not taint.through:
        yield _in_clear(view, call, value)


def _in_clear(view: FileView, call: m.Call, value: m.Expr) -> Site:
    at = (
        value.parent
        if isinstance(value.parent, (m.Arg, m.Pair)) and value.line != call.line
        else m.statement_of(call)
    )
    return view.site(
        at,
        Defect(
            f"`{callee_name(call)}` stores the password as it was typed.",
            why="Whoever reads the table, a backup or a log of it has every password, here and wherever people used it again.",
            fix=_hash_fix(view.language),
            key="clear",
        ),
    )


_SAVES = frozenset({"save", "saveAndFlush", "persist", "insert", "saveAll", "merge", "store"})


def _kept_by_setter(view: FileView, call: m.Call) -> m.Expr | None:
    """The argument of ``user.setPassword(...)`` where ``user`` is then saved and its class does not hash itself."""
    if not isinstance(call.callee, m.Attr):
        return None
    owner = call.callee.base
    if not isinstance(owner, m.Name) or not words(owner.id) or words(owner.id)[-1] not in _OWNERS:
        return None
    for other in view.flow.scopes.scope_of(call).walk():
        if isinstance(other, m.Call) and other.start > call.end:
            if callee_name(other) == "setPassword":
                return None
            if callee_name(other) in _SAVES and any(m.dotted(a.value) == owner.id for a in other.args):
                return call.args[0].value
    return None


def _is_model(view: FileView, call: m.Call) -> bool:
    """Whether what is called keeps what it is given: not a schema, a form or a class with a hashing setter."""
    target = call.callee if isinstance(call.callee, m.Name) else None
    if target is None:
        return True
    bindings = view.flow.scopes.lookup(target.id, target)[1]
    for binding in bindings:
        if isinstance(binding.node, m.Class):
            return not _hashes_itself(view, binding.node)
        if isinstance(binding.node, m.Import):
            other = view.flow.imported_flow(binding.node.module, binding.node.level)
            if other is None:
                return "model" in binding.node.module or "orm" in binding.node.module
            found = [c for c in other.classes() if c.name == target.id]
            return bool(found) and not _hashes_itself(view, found[0])
    return False


def _hashes_itself(view: FileView, owner: m.Class) -> bool:
    if any(
        "BaseModel" in m.dotted(b) or "Schema" in m.dotted(b) or "Form" in m.dotted(b) for b in owner.bases
    ):
        return True
    return any(
        isinstance(n, (m.Name, m.Attr))
        and re.search(r"(?i)hash|bcrypt|argon", n.id if isinstance(n, m.Name) else n.name)
        for n in owner.walk()
    )


# --- settings ------------------------------------------------------------------------------------------------


def _hashers(view: FileView, node: m.Assign) -> Iterator[Site]:
    if not any(isinstance(t, m.Name) and t.id == "PASSWORD_HASHERS" for t in node.targets):
        return
    if re.search(r"(?:^|[/_.])(?:test|tests|testing|dev|local)", view.path):
        return
    items = node.value.items if isinstance(node.value, m.Sequence) else []
    first = view.flow.constant(items[0]) if items else ...
    if isinstance(first, str) and _DJANGO_WEAK.search(first):
        yield view.site(
            items[0], Defect(f"`{first.rpartition('.')[2]}` hashes every new password weakly.", key="hasher")
        )
    else:
        yield view.site(node)


def _hash_fix(language: str) -> str:
    if language == "python":
        return "Use Argon2 (`argon2.PasswordHasher().hash(password)`) or bcrypt with 10 rounds or more."
    if language == "go":
        return "Use `bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)`."
    return _FIXES.get(language, "Use `argon2.hash(password)` or `bcrypt.hash(password, 12)`.")


_FIXES = {
    "java": "Use `new BCryptPasswordEncoder(12)` or `Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()`.",
    "csharp": "Use `PasswordHasher<TUser>` of ASP.NET Core Identity, or `BCrypt.Net.BCrypt.HashPassword(password, 12)`.",
    "ruby": "Use `has_secure_password` or `BCrypt::Password.create(password)`.",
    "php": "Use `password_hash($password, PASSWORD_DEFAULT)` and `password_verify`.",
    "rust": "Use `Argon2::default().hash_password(...)` or `bcrypt::hash(password, DEFAULT_COST)`.",
}
_FIXES["kotlin"] = (
    "Use `BCryptPasswordEncoder(12)` or `Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()`."
)


RULE = Rule(
    id="security/weak-password-hash",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Password hashed too cheaply",
    what="A password behind a plain digest, behind a key derivation with too little work, or kept and compared in clear.",
    why="When the table leaks, cheap hashes are reversed for most passwords within hours.",
    fix="Use Argon2id, scrypt, bcrypt with cost 10 or more, or PBKDF2 at the OWASP count.",
    local=True,
    site="every place where a password is hashed, stored or compared",
    cwe="CWE-916",
    references=(
        "https://cwe.mitre.org/data/definitions/916.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
        "https://argon2-cffi.readthedocs.io/",
        "https://pkg.go.dev/golang.org/x/crypto/bcrypt",
    ),
    bad=(
        Example(
            {
                "accounts/passwords.py": """\
import hashlib
import os

import bcrypt


def hash_password(password: str) -> str:
    salt = os.urandom(16).hex()
    return salt + hashlib.sha256((salt + password).encode()).hexdigest()  # <-- here


def derive(password: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 10_000)  # <-- here


def quick(password: str) -> bytes:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds=6))  # <-- here


def login(users, email: str, password: str):
    user = users.by_email(email)
    if user.password != password:  # <-- here
        return None
    return user
"""
            },
        ),
        Example(
            {
                "src/users.ts": """\
import bcrypt from 'bcrypt';
import { createHash, pbkdf2Sync } from 'node:crypto';

export const hashPassword = (password: string) =>
  createHash('md5').update(password).digest('hex');  // <-- here

export function store(password: string, salt: string) {
  return pbkdf2Sync(password, salt, 1000, 64, 'sha512');  // <-- here
}

export async function register(req, res) {
  const hash = await bcrypt.hash(req.body.password, 5);  // <-- here
  await users.insert({ email: req.body.email, hash });
}
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/users/password.go": """\
package users

import (
	"crypto/sha256"
	"encoding/hex"

	"golang.org/x/crypto/bcrypt"
)

func HashPassword(password string) string {
	sum := sha256.Sum256([]byte(password)) // <-- here
	return hex.EncodeToString(sum[:])
}

func hash(password string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost) // <-- here
}
"""
            },
            sites=2,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "accounts/passwords.py": """\
import hashlib

import bcrypt
from argon2 import PasswordHasher

hasher = PasswordHasher()


def hash_password(password: str) -> str:
    return hasher.hash(password)


def derive(password: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)


def older(password: str) -> bytes:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())


def pwned_prefix(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest()[:5]


def same(form) -> bool:
    return form.password == form.password_again
"""
            },
        ),
        Example(
            {
                "src/users.ts": """\
import bcrypt from 'bcrypt';
import { createHash, scryptSync } from 'node:crypto';

const ROUNDS = 12;

export const hashPassword = (password: string) => bcrypt.hash(password, ROUNDS);
export const check = (password: string, hash: string) => bcrypt.compare(password, hash);
export const derive = (password: string, salt: Buffer) => scryptSync(password, salt, 64);
export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');
"""
            },
            sites=3,
        ),
        Example(
            {
                "internal/users/password.go": """\
package users

import "golang.org/x/crypto/bcrypt"

func HashPassword(password string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
}

func Check(user *User, password string) error {
	return bcrypt.CompareHashAndPassword(user.PasswordHash, []byte(password))
}
"""
            },
            sites=2,
        ),
        *GOOD,
    ),
)
