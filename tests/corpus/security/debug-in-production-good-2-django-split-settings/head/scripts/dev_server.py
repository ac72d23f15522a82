"""Starts the development server with live reload."""

from __future__ import annotations

import uvicorn


def main() -> None:
    uvicorn.run("config.asgi:application", host="127.0.0.1", port=8000, reload=True)


if __name__ == "__main__":
    main()
