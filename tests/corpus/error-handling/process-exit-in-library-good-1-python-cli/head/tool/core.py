class ToolError(Exception):
    pass


def convert(source: str) -> int:
    """Convert a file.

    The caller decides about ``sys.exit``; here only errors are raised.
    """
    if not source:
        raise ToolError("no source file was named")
    return len(source)
