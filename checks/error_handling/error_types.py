"""Which error types of each language take everything, cancel, or report an ordinary state of the world."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FILES = frozenset({"OSError", "IOError", "PermissionError", "os.error", "InterruptedError", "socket.error"})
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class ErrorTypes:
    """One language's types, by their last names but for Python, whose names are canonical."""

    broad: frozenset[str]
    """They take every ordinary error."""
    everything: frozenset[str] = frozenset()
    """They also take what must end the thread or the process."""
    bare_takes_everything: bool = False
    """A handler without a type does so too."""
    unchecked: frozenset[str] = frozenset()
    """They take every programming mistake, though not every error."""
    cancelling: frozenset[str] = frozenset()
    expected: frozenset[str] = frozenset()
    """They report an ordinary state of the world: absent, present already, ended."""
    conversions: frozenset[str] = frozenset()
    """A value that cannot be read as another."""
    files: frozenset[str] = frozenset()
    """They may only say that a file is not there or not ours."""
    expected_name: re.Pattern[str] = _NEVER
    """The same as ``expected``, by the name of the project's or the library's own class."""


_NAMES = (
    r"(?:DoesNotExist|NotFound|NotFoundError|NoResultFound|Empty|NoSuch\w+|AlreadyExists|Exists|ExistsError|Stop\w*|Cancel\w*|Closed\w*"
    r"|Disconnect\w*|Duplicate\w*|Skip\w*|Http404|Resolver404|No\w*Match(?:Found)?|NotSupported(?:Error)?|Unsupported\w*|MultipleObjectsReturned|WatchError|BlockingIOError)"
)
_EXPECTED_NAME = re.compile(rf"{_NAMES}$")
_EXPECTED_EXCEPTION = re.compile(rf"{_NAMES}(?:Exception|Error)?$")

_PYTHON = ErrorTypes(
    broad=frozenset(
        {"Exception", "BaseException", "builtins.Exception", "builtins.BaseException", "Throwable", "StandardError"}
    ),
    everything=frozenset({"BaseException"}),
    bare_takes_everything=True,
    cancelling=frozenset(
        {"KeyboardInterrupt", "SystemExit", "asyncio.CancelledError", "CancelledError", "GeneratorExit", "trio.Cancelled"}
    ),
    expected=frozenset(
        {
            "FileNotFoundError", "FileExistsError", "ProcessLookupError", "ChildProcessError", "KeyError", "IndexError", "LookupError", "StopIteration",
            "StopAsyncIteration", "ImportError", "ModuleNotFoundError", "queue.Empty", "queue.Full", "asyncio.QueueEmpty",
            "asyncio.CancelledError", "AttributeError", "NotADirectoryError", "IsADirectoryError", "UnicodeDecodeError",
            "BrokenPipeError", "ConnectionResetError", "KeyboardInterrupt", "EOFError", "GeneratorExit", "NoSuchElementException",
            "NotImplementedError", "asyncio.TimeoutError", "PackageNotFoundError",
        }
    ),
    conversions=frozenset(
        {"ValueError", "TypeError", "OverflowError", "UnicodeError", "UnicodeEncodeError", "binascii.Error",
         "json.JSONDecodeError", "json.decoder.JSONDecodeError", "JSONDecodeError", "RecursionError"}
    ),
    files=_FILES,
    expected_name=_EXPECTED_NAME,
)  # fmt: skip
_JAVA = ErrorTypes(
    broad=frozenset({"Exception", "Throwable"}),
    everything=frozenset({"Throwable"}),
    unchecked=frozenset({"RuntimeException"}),
    expected=frozenset(
        {"FileNotFoundException", "EmptyResultDataAccessException", "EntityNotFoundException", "NoResultException", "CancellationException",
         "ClassNotFoundException", "EOFException", "AsynchronousCloseException", "IllegalThreadStateException", "RejectedExecutionException",
         "OptimisticLockException", "DataIntegrityViolationException", "IndexOutOfBoundsException", "MissingResourceException", "AlreadyConnectedException",
         "TimeoutCancellationException", "ActivityNotFoundException", "NoClassDefFoundError", "LinkageError", "NotImplementedError"}
    ),
    conversions=frozenset(
        {"NumberFormatException", "IllegalArgumentException", "DateTimeParseException", "DateTimeException", "ParseException", "URISyntaxException",
         "MalformedURLException", "ClassCastException", "ArithmeticException", "UnsupportedEncodingException", "UnknownHostException",
         "SerializationException", "PatternSyntaxException"}
    ),
    files=frozenset({"IOException", "AccessDeniedException", "SecurityException", "UncheckedIOException"}),
    expected_name=_EXPECTED_EXCEPTION,
)  # fmt: skip
_CSHARP = ErrorTypes(
    broad=frozenset({"Exception", "SystemException"}),
    expected=frozenset(
        {"FileNotFoundException", "DirectoryNotFoundException", "KeyNotFoundException", "OperationCanceledException", "TaskCanceledException",
         "ObjectDisposedException", "EndOfStreamException", "AccessViolationException"}
    ),
    conversions=frozenset(
        {"FormatException", "OverflowException", "JsonException", "ArgumentException", "InvalidCastException", "UriFormatException",
         "SecurityTokenException", "SecurityTokenMalformedException"}
    ),
    files=frozenset({"IOException", "UnauthorizedAccessException"}),
    expected_name=_EXPECTED_EXCEPTION,
)  # fmt: skip
_PHP = ErrorTypes(
    broad=frozenset({"Exception", "Throwable"}),
    unchecked=frozenset({"Error", "RuntimeException"}),
    expected=frozenset({"ModelNotFoundException", "UniqueConstraintViolationException", "OutOfBoundsException", "TokenMismatchException"}),
    conversions=frozenset(
        {"JsonException", "ValueError", "TypeError", "InvalidArgumentException", "InvalidFormatException", "DateMalformedStringException",
         "InvalidUuidStringException"}
    ),
    expected_name=_EXPECTED_EXCEPTION,
)  # fmt: skip
_RUBY = ErrorTypes(
    broad=frozenset({"StandardError", "Exception"}),
    everything=frozenset({"Exception"}),
    expected=frozenset(
        {"Errno.ENOENT", "Errno.EEXIST", "Errno.ESRCH", "Errno.EPIPE", "Errno.ECHILD", "ENOENT", "EEXIST", "ESRCH", "EPIPE", "ECHILD", "RecordNotFound",
         "RecordNotUnique", "KeyError", "IndexError", "StopIteration", "EOFError", "LoadError", "NameError", "Interrupt", "ECONNRESET",
         "ClosedQueueError", "ThreadError"}
    ),
    conversions=frozenset(
        {"ArgumentError", "TypeError", "RangeError", "FloatDomainError", "ParserError", "InvalidURIError", "Date.Error", "RegexpError",
         "InvalidByteSequenceError", "UndefinedConversionError", "DecodeError", "EncodingError"}
    ),
    files=frozenset({"EACCES", "EPERM", "SystemCallError", "IOError", "ENOTDIR", "ENOTEMPTY"}),
    expected_name=_EXPECTED_EXCEPTION,
)  # fmt: skip
_SCRIPT = ErrorTypes(broad=_PYTHON.broad)
_BY_LANGUAGE = {
    "python": _PYTHON,
    "java": _JAVA,
    "kotlin": _JAVA,
    "csharp": _CSHARP,
    "php": _PHP,
    "ruby": _RUBY,
}
TYPED = frozenset({"java", "kotlin", "csharp", "php", "ruby"})
"""Languages whose handlers name types and whose library calls the knowledge files tell."""
SCRIPT = frozenset({"javascript", "typescript", "tsx"})


def error_types(language: str) -> ErrorTypes:
    """The types of a language."""
    return _BY_LANGUAGE.get(language, _SCRIPT)
