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
    Example(
        {
            "src/main/java/shop/cart/CartStore.java": """\
package shop.cart;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.beans.XMLDecoder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.Base64;
import org.yaml.snakeyaml.Yaml;

class CartStore {
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) // <-- here
    private Object payload;

    Cart fromCookie(String cookie) throws Exception {
        byte[] bytes = Base64.getDecoder().decode(cookie);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Cart) in.readObject(); // <-- here
        }
    }

    Object fromXml(InputStream body) {
        return new XMLDecoder(body).readObject(); // <-- here
    }

    Object settings(HttpServletRequest request) throws Exception {
        Yaml yaml = new Yaml();
        return yaml.load(request.getReader()); // <-- here
    }

    ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.enableDefaultTyping(); // <-- here
        return mapper;
    }
}
"""
        },
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
    Example(
        {
            "src/main/java/shop/cart/CartStore.java": """\
package shop.cart;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
class CartStore implements Serializable {
    private final ObjectMapper mapper = new ObjectMapper();
    private transient int size;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        size = (Integer) in.readObject();
    }

    Cart filtered(InputStream body) throws Exception {
        ObjectInputStream in = new ObjectInputStream(body);
        in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("shop.cart.*;!*"));
        return (Cart) in.readObject();
    }

    Cart copy(Cart cart) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ObjectOutputStream(out).writeObject(cart);
        return (Cart) new ObjectInputStream(new ByteArrayInputStream(out.toByteArray())).readObject();
    }

    Cart parse(String json) throws Exception {
        mapper.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfSubType("shop.cart.").build());
        return mapper.readValue(json, Cart.class);
    }

    Object settings(InputStream in) {
        new Yaml().load(CartStore.class.getResourceAsStream("/settings.yml"));
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    }
}
"""
        },
    ),
)
