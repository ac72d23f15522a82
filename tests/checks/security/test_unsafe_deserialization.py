"""Readers that run code, and readers that do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/unsafe-deserialization"

PYTHON = {
    "bad": """
import dill, marshal, shelve, jsonpickle, torch, yaml
import numpy as np
from pickle import loads, Unpickler
from yaml import load, Loader
def f(data, path):
    a = loads(data)  # <-- here
    b = dill.load(open(path, "rb"))  # <-- here
    c = marshal.loads(data)  # <-- here
    d = shelve.open(path)  # <-- here
    e = jsonpickle.decode(data)  # <-- here
    g = torch.load(path)  # <-- here
    h = np.load(path, allow_pickle=True)  # <-- here
    i = load(data, Loader=Loader)  # <-- here
    j = yaml.unsafe_load(data)  # <-- here
    k = Unpickler(data).load()  # <-- here
    return a, b, c, d, e, g, h, i, j, k
""",
    "fine": """
import json, joblib, yaml, toml, tomllib
import pandas as pd
from ruamel.yaml import YAML
def f(data, path):
    json.loads(data)
    joblib.load("model.joblib")
    pd.read_pickle("frame.pkl")
    yaml.load(data, yaml.CSafeLoader)
    yaml.load(data, Loader=yaml.FullLoader)
    YAML(typ="safe").load(data)
    tomllib.load(path)
    open(path)
    data.decode()
    settings.load(path)
""",
    "request into joblib": """
import joblib
from flask import request
def f():
    return joblib.load(request.files["model"])  # <-- here
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_readers_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


def test_a_new_torch_loads_weights_only(expect: Callable[..., None]) -> None:
    code = "import torch\n\n\ndef f(path):\n    return torch.load(path)\n"
    expect(RULE, "app/thing.py", code, others={"requirements.txt": "torch>=2.6\n"})


def test_the_suggested_loader_is_clean() -> None:
    code = "import yaml\n\n\ndef f(text):\n    return yaml.load(text, Loader=yaml.Loader)\n"
    (finding,) = review(in_memory({"app/a.py": code}), only={RULE}).findings
    assert finding.suggestion is not None
    fixed = code.replace("    return yaml.load(text, Loader=yaml.Loader)", finding.suggestion.replacement)
    assert "    return yaml.safe_load(text)\n" in fixed
    assert review(in_memory({"app/a.py": fixed}), only={RULE}).findings == ()


def test_a_filter_set_inside_try_with_resources_hardens_the_stream(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "src/main/java/shop/Store.java",
        """
import java.io.*;
class Store {
    Object restore(InputStream bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(bytes)) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("shop.Session;!*"));
            return in.readObject();
        }
    }
    Object open(InputStream bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(bytes)) {
            return in.readObject(); // <-- here
        }
    }
}
""",
    )


def test_an_uploaded_model_is_foreign_and_a_model_of_our_own_is_not(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "service/models.py",
        """
import io
import joblib
from fastapi import UploadFile

async def upload(file: UploadFile):
    buffer = io.BytesIO(await file.read())
    return joblib.load(buffer)  # <-- here

def ours():
    return joblib.load("models/ranking.joblib")
""",
    )
