"""What counts as a guard, by its name, and what it protects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("signature", re.compile(
        r"(?:verif|check|valid)\w*(?:signature|webhook|hmac|sig)\b|compare_digest|timingSafeEqual|construct_?event|hmac\.Equal|ConstantTimeCompare|signature_required|unsign",
        re.IGNORECASE)),
    ("CSRF", re.compile(r"csrf|xsrf|csurf|anti_?forgery|authenticity_token|protect_from_forgery", re.IGNORECASE)),
    ("rate limit", re.compile(r"rate_?limit|limiter|throttl|slow_?down", re.IGNORECASE)),
    ("authorisation", re.compile(
        r"(?:login|auth\w*|permissions?|roles?|admin|staff|superuser|owner\w*|scopes?|jwt|token|session|user|access|tenant|member\w*)_?required"
        r"|requires?d?_?(?:auth|login|permission|role|admin|user|scope|staff|owner|access|session|member|tenant)|authenticat|authori[sz]e"
        r"|(?:check|has|assert|verify|ensure|can|enforce|validate)_?\w*(?:permission|access|owner|role|admin|auth|scope|tenant|token|jwt)|permission"
        r"|UseGuards|user_passes_test|LoginRequired|UserPassesTest|is_?(?:admin|owner|staff|superuser|authenticated|authori[sz]ed|member)\b|get_current_\w+|current_?(?:user|principal|account|identity|member|admin)"
        r"|ensureLogged|^(?:requireAuth\w*|auth|protect|guard|roles?|scopes?|protected|Roles?|Scopes?|Auth|Authorized|isAuth\w*|AuthMiddleware|jwtAuth|adminOnly|admin_only|staff_only)$"
        r"|authMiddleware|^Secured$|^RolesAllowed$|RequireAuthorization|^DenyAll$|^HttpAuthentication|^authoriz|^can$|^verified$|AuthGuard|RolesGuard|\w{2,}Guard$|policy|Gate\b",
        re.IGNORECASE)),
    ("validation", re.compile(r"validat|^Valid$|is_valid|safeParse|celebrate|checkSchema|sanitiz|secure_filename|escape|bleach|DOMPurify|helmet|is_relative_to|Schema\(?\)?\.load|schema\.parse|is_safe", re.IGNORECASE)),
)  # fmt: skip
"""What a guard protects, by its name; the first that fits."""
EXPOSING = re.compile(r"^(?:csrf_exempt|.*\.exempt|Public|SkipAuth|AllowAnonymous|IsPublic|NoAuth|SkipThrottle|login_exempt|public_endpoint|PermitAll|IgnoreAntiforgeryToken|skip_before_action|skip_before_filter|skip_authorization_check|withoutMiddleware)$")  # fmt: skip
"""Decorators that take a guard off."""
STRONG = re.compile(
    r"admin|staff|superuser|role|permission|owner|scope|passes_test|policy|authori[sz]e|authority|^can$|gate",
    re.IGNORECASE,
)
"""Guards that ask what the caller may do, not only who they are."""
REFUSALS = re.compile(
    r"\b(?:401|403|Forbidden\w*|Unauthori[sz]ed\w*|FORBIDDEN|UNAUTHORIZED|forbidden|unauthorized|SC_FORBIDDEN|SC_UNAUTHORIZED|Forbid|PermissionDenied\w*|NotAuthori[sz]ed\w*|AccessDenied\w*|PermissionError|StatusForbidden|StatusUnauthorized|UnauthorizedException|ForbiddenException|SecurityException|HTTP_40[13]_\w+)\b"
)
REJECTIONS = re.compile(
    r"\b(?:400|413|415|422|RequestEntityTooLarge|PayloadTooLarge\w*|BadRequest\w*|BAD_REQUEST|bad_request|unprocessable_entity|IllegalArgumentException|ArgumentException|InvalidArgumentException|ValidationError|HTTP_4(?:00|22)_\w+|StatusBadRequest|StatusUnprocessableEntity|ValueError|UnprocessableEntity\w*)\b"
)
TESTS_ACCESS = re.compile(
    r"signature|\bhmac|csrf|owner_?id|is_?admin|is_?staff|has_perm|permissions?\b|\broles?\b|is_authenticated|is_?superuser|tenant_?id|user_?id\b.*[!=]=|[!=]=.*user_?id\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard. ``branch`` for an ``if`` that refuses: ``name`` is then its test."""

    name: str
    kind: str
    line: int
    text: str
    branch: bool = False


@dataclass(slots=True)
class Unit:
    """Guarded code: a function, a class, a route, or the file's own router (key ``""``)."""

    key: str
    line: int
    is_route: bool = False
    guards: list[Guard] = field(default_factory=list)
    exposing: list[Guard] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    """Simple statements of the body as normalised text, guards included."""


def kind_of(name: str) -> str | None:
    """What a guard of this name protects; None for no guard."""
    return next((kind for kind, pattern in KINDS if pattern.search(name)), None)


def norm(text: str) -> str:
    """Text without spaces, to compare code by."""
    return "".join(text.split())
