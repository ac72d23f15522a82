"""Debug switches that are on everywhere, and those that are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/debug-in-production"

PYTHON = {
    "factory": """
from flask import Flask
def create_app():
    app = Flask(__name__)
    app.config["DEBUG"] = True  # <-- here
    app.debug = True  # <-- here
    return app
""",
    "fastapi": """
from fastapi import FastAPI
app = FastAPI(title="x", debug=True)  # <-- here
other = FastAPI(debug=settings.debug)
""",
    "trace": """
import pdb
def f(x):
    pdb.set_trace()  # <-- here
    return x
""",
    "guarded": """
from flask import Flask
import os
app = Flask(__name__)
if os.environ.get("APP_ENV") == "development":
    app.run(debug=True)
if app.config["DEBUG"]:
    import pdb; pdb.set_trace()
app.run(debug=False)
subprocess.run(cmd, debug=True)
client = Client(debug=True)
""",
    "classes": """
class Config:
    DEBUG = True
class ProductionConfig(Config):
    DEBUG = False
class Widget:
    DEBUG = True
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_switches_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/config.py", PYTHON[name])


def test_a_constant_named_debug_elsewhere_is_no_setting(expect: Callable[..., None]) -> None:
    expect(RULE, "app/printing.py", "DEBUG = True\n")
