"""Examples of the rule unsafe deserialization, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/cache.py": """\
import base64
import pickle

import yaml
from flask import request


def load_cart():
    return pickle.loads(base64.b64decode(request.cookies["cart"]))  # <-- here


def from_redis(client, key):
    raw = client.get(key)
    return pickle.loads(raw) if raw else None  # <-- here


def read_config(path):
    with open(path) as source:
        return yaml.load(source)  # <-- here


def read_more(text):
    return yaml.load(text, Loader=yaml.Loader)  # <-- here
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/session.js": """\
const serialize = require('node-serialize');

function readSession(req) {
  const text = Buffer.from(req.cookies.profile, 'base64').toString();
  return serialize.unserialize(text);  // <-- here
}

module.exports = { readSession };
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "app/cache.py": """\
import hmac
import json
import pickle

import numpy as np
import torch
import yaml


def load_cart(text):
    return json.loads(text)


def clone(value):
    return pickle.loads(pickle.dumps(value))


def signed(raw, mac, key):
    if not hmac.compare_digest(mac, hmac.digest(key, raw, "sha256")):
        raise ValueError("bad signature")
    return pickle.loads(raw)


def read_config(source):
    np.load(source)
    torch.load(source, weights_only=True)
    yaml.load(source, Loader=yaml.SafeLoader)
    return yaml.safe_load(source)
"""
        },
    ),
    Example(
        {
            "src/session.js": """\
const yaml = require('js-yaml');

module.exports = { read: (text) => JSON.parse(text), config: (text) => yaml.load(text) };
"""
        },
        sites=1,
    ),
)
