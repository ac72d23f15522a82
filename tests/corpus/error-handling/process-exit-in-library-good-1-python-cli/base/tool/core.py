class ToolError(Exception):
    pass


def convert(source: str) -> int:
    return len(source)
