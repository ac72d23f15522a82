import base64
import dill
import marshal
import pickle
import shelve
import jsonpickle
import numpy as np
import pandas as pd
import torch
import yaml
from ruamel.yaml import YAML
from flask import Flask, request, session
from pickle import loads as unpack

app = Flask(__name__)


@app.post("/state")
def state():
    data = base64.b64decode(request.cookies["state"])
    obj = unpack(data)
    return {"n": len(obj)}


@app.post("/j")
def j():
    return str(jsonpickle.decode(request.get_data(as_text=True)))


def read(path):
    with open(path, "rb") as f:
        return dill.load(f)


def code(path):
    return marshal.loads(path.read_bytes())


def conf(stream):
    return yaml.unsafe_load(stream)


def conf2(stream):
    return yaml.load(stream, yaml.FullLoader)


def conf3(stream):
    return YAML(typ="unsafe").load(stream)


def arr(upload):
    return np.load(upload, allow_pickle=True)


@app.post("/frame")
def frame():
    return str(pd.read_pickle(request.files["f"]))


class Consumer:
    serializer = pickle

    def on_message(self, body):
        task = self.serializer.loads(body)
        return task


def weights(path):
    return torch.load(path)
