"""Python handlers that only put another name on a look-up that found nothing, or on a value that cannot be read.

Python keeps the first error as the context of the second by itself (PEP 3134). ``from`` says more where the first error tells
something that the second does not: which call failed, and how. A ``KeyError`` of one look-up tells nothing beside its key.
"""

from __future__ import annotations

import re

from checks.error_handling.error_types import error_types
from checks.error_handling.handler_calls import mentions
from checks.error_handling.handlers import ErrorHandler
from checks.syntax import model as m
from checks.syntax.flow import Flow

_SILENT = frozenset(
    {
        "StopIteration",
        "StopAsyncIteration",
        "IndexError",
        "queue.Empty",
        "queue.Full",
        "asyncio.QueueEmpty",
        "asyncio.QueueFull",
    }
)
"""They never say anything of their own."""
_LOOKUPS = _SILENT | {"KeyError", "LookupError", "AttributeError", "NameError"}
_IMPORTS = frozenset(
    {"ImportError", "ModuleNotFoundError", "PackageNotFoundError", "importlib.metadata.PackageNotFoundError"}
)
_FILES = frozenset({"FileNotFoundError", "FileExistsError", "NotADirectoryError", "IsADirectoryError"})
_CONVERSIONS = frozenset(
    {"ValueError", "TypeError", "OverflowError", "ArithmeticError", "UnicodeError", "UnicodeDecodeError", "UnicodeEncodeError",
     "decimal.InvalidOperation", "binascii.Error", "ipaddress.AddressValueError", "ipaddress.NetmaskValueError"}
)  # fmt: skip
_CONVERTS = re.compile(
    r"(?:^|\.)(?:int|float|complex|bool|str|bytes|bytearray|len|list|tuple|set|dict|iter|next|map|ord|chr|round|abs|min|max|Decimal|UUID|Fraction|fromisoformat|strptime|fromtimestamp"
    r"|ip_address|ip_network|ip_interface|IPv4Address|IPv6Address|index|split|rsplit|decode|encode|partition|strip|lower|upper|casefold|replace|get|pop|b64decode|decodebytes|a2b_base64|urlsafe_b64decode|fromhex"
    r"|unhexlify|getattr|ZoneInfo|timedelta|date|time|issubclass|isinstance|hash|join|group|startswith|endswith|items|keys|values|copy|urlsplit|urlparse|literal_eval|import_module|__import__|import_string)$"
)


def only_translates(flow: Flow, handler: ErrorHandler, raised: m.Expr | None) -> bool:
    """Whether the new error tells all that the caught one could tell."""
    owner = handler.owner
    if not isinstance(owner, m.Try) or not handler.types or len(owner.body.items) > 3:
        return False
    kinds = set(handler.types)
    single = len(owner.body.items) == 1
    if single and kinds <= _FILES and not handler.name and _tells(raised, handler, owner.body):
        return True
    if any(isinstance(n, (m.Loop, m.With)) for n in owner.body.walk_scope()):
        return False
    if kinds <= _IMPORTS or (single and kinds <= _SILENT) or _is_protocol(handler, raised):
        return True
    absent = error_types("python").expected_name
    if not all(t in _LOOKUPS or t in _IMPORTS or t in _CONVERSIONS or absent.search(t) for t in kinds):
        return False
    calls = [n for n in owner.body.walk_scope() if isinstance(n, m.Call)]
    looked_up = single and len(calls) <= 4 and all(t in _LOOKUPS or absent.search(t) for t in kinds)
    if not looked_up and not all(_converts(flow, c) for c in calls):
        return False
    if _tells(raised, handler, owner.body):
        return True
    return not handler.name and not kinds & {"KeyError", "LookupError"} and _says_something(raised)


def _is_protocol(handler: ErrorHandler, raised: m.Expr | None) -> bool:
    """``__getattr__`` raises AttributeError, ``__getitem__`` KeyError, ``__next__`` StopIteration: Python asks for that type."""
    function = m.enclosing(handler.node, m.Function)
    made = m.dotted(raised.callee if isinstance(raised, m.Call) else raised) if raised is not None else ""
    return (
        function is not None
        and function.name.startswith("__")
        and made
        in ("AttributeError", "KeyError", "IndexError", "StopIteration", "StopAsyncIteration", "TypeError")
        and not handler.broad
    )


def only_converts(flow: Flow, handler: ErrorHandler) -> bool:
    """A few statements that read values as other values, and the error that says that one of them cannot be read."""
    owner = handler.owner
    if not isinstance(owner, m.Try) or not handler.types or len(owner.body.items) > 3:
        return False
    if not all(t in _LOOKUPS or t in _CONVERSIONS for t in handler.types):
        return False
    calls = [n for n in owner.body.walk_scope() if isinstance(n, m.Call)]
    return bool(calls) and all(_CONVERTS.search(flow.resolve(c.callee) or m.dotted(c.callee)) for c in calls)


def _says_something(raised: m.Expr | None) -> bool:
    """A message of its own, or a type that needs none."""
    if isinstance(raised, m.Call) and raised.args:
        return True
    name = m.dotted(raised.callee if isinstance(raised, m.Call) else raised) if raised is not None else ""
    return name.rpartition(".")[2] not in ("", "Exception", "RuntimeError", "ValueError", "TypeError")


def _converts(flow: Flow, call: m.Call) -> bool:
    """A conversion of one value, a member of an enumeration among them."""
    name = flow.resolve(call.callee) or m.dotted(call.callee)
    if _CONVERTS.search(name) or isinstance(call.parent, m.Raise):
        return True
    return name.rpartition(".")[2][:1].isupper() and len(call.args) == 1


def _tells(raised: m.Expr | None, handler: ErrorHandler, guarded: m.Block) -> bool:
    """Whether the new error names the value that was looked up, or repeats the text of the caught one."""
    if not isinstance(raised, m.Call):
        return False
    if any(mentions(a.value, handler.name) for a in raised.args):
        return True
    told = {n for a in raised.args for n in _values(a.value)}
    if told & set(_values(guarded)):
        return True
    literals = [n.value for n in guarded.walk() if isinstance(n, m.Literal)]
    keys = [
        v.decode("utf-8", "replace") if isinstance(v, bytes) else v
        for v in literals
        if isinstance(v, (str, bytes))
    ]
    texts = [n.value for n in raised.walk() if isinstance(n, m.Literal) and isinstance(n.value, str)]
    return any(key and key in text for key in keys for text in texts)


def _values(node: m.Node) -> list[str]:
    """The names whose values an expression uses: plain names and members, not what is called."""
    found = []
    for part in node.walk():
        if isinstance(part, m.Attr) and not (isinstance(part.parent, m.Call) and part.parent.callee is part):
            found.append(m.dotted(part))
        elif (
            isinstance(part, m.Name)
            and part.id not in ("self", "cls")
            and not (isinstance(part.parent, m.Call) and part.parent.callee is part)
        ):
            found.append(part.id)
    return [f for f in found if f]
