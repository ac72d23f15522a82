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
    Example(
        {
            "app/services/cart_store.rb": """\
require "oj"
require "yaml"

class CartStore
  def from_cookie(cookies)
    Marshal.load(Base64.decode64(cookies[:cart])) # <-- here
  end

  def from_redis(key)
    raw = Redis.current.get(key)
    raw && Marshal.load(raw) # <-- here
  end

  def import(params)
    YAML.load(params[:settings]) # <-- here
  end

  def read(text)
    YAML.unsafe_load(text) # <-- here
  end
end
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/Cart/CartStore.php": """\
<?php

namespace App\\Cart;

class CartStore
{
    public function fromCookie(): mixed
    {
        return unserialize(base64_decode($_COOKIE['cart'])); // <-- here
    }

    public function fromCache(\\Redis $redis, string $key): mixed
    {
        $raw = $redis->get($key);
        return $raw === false ? null : unserialize($raw); // <-- here
    }

    public function read(string $raw): mixed
    {
        return unserialize($raw, ['allowed_classes' => true]); // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/Cart/CartStore.cs": """\
using System.IO;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Formatters.Binary;
using System.Web.Script.Serialization;
using Newtonsoft.Json;

namespace Shop.Cart;

public class CartStore
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        TypeNameHandling = TypeNameHandling.All, // <-- here
    };

    public object FromStream(Stream body)
    {
        var formatter = new BinaryFormatter();
        return formatter.Deserialize(body); // <-- here
    }

    public object FromXml(Stream body)
    {
        return new NetDataContractSerializer().ReadObject(body); // <-- here
    }

    public T Parse<T>(string json)
    {
        var settings = new JsonSerializerSettings();
        settings.TypeNameHandling = TypeNameHandling.Auto; // <-- here
        return JsonConvert.DeserializeObject<T>(json, settings);
    }

    public object Old(string json)
    {
        return new JavaScriptSerializer(new SimpleTypeResolver()).DeserializeObject(json); // <-- here
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/cart/CartStore.kt": """\
package shop.cart

import com.fasterxml.jackson.databind.ObjectMapper
import java.beans.XMLDecoder
import java.io.InputStream
import java.io.ObjectInputStream
import java.util.Base64
import org.yaml.snakeyaml.Yaml

class CartStore {
    private val mapper = ObjectMapper()

    init {
        mapper.enableDefaultTyping() // <-- here
    }

    fun fromCookie(cookie: String): Any =
        ObjectInputStream(Base64.getDecoder().decode(cookie).inputStream()).use { it.readObject() } // <-- here

    fun fromStream(body: InputStream): Any {
        val input = ObjectInputStream(body)
        return input.readObject() // <-- here
    }

    fun fromXml(body: InputStream): Any = XMLDecoder(body).readObject() // <-- here

    fun settings(body: String): Any = Yaml().load(body) // <-- here
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
    Example(
        {
            "app/services/cart_store.rb": """\
require "json"
require "yaml"

class CartStore
  def copy(cart)
    Marshal.load(Marshal.dump(cart))
  end

  def from_cookie(cookies)
    JSON.parse(cookies.signed[:cart])
  end

  def signed(raw, mac)
    raise "bad signature" unless ActiveSupport::SecurityUtils.secure_compare(mac, digest(raw))

    Marshal.load(raw)
  end

  def settings(text)
    YAML.safe_load(text, permitted_classes: [Date])
    YAML.load_file(Rails.root.join("config/shop.yml"))
  end
end
"""
        },
    ),
    Example(
        {
            "src/Cart/CartStore.php": """\
<?php

namespace App\\Cart;

class CartStore
{
    public function fromCookie(): mixed
    {
        return json_decode(base64_decode($_COOKIE['cart']), true);
    }

    public function fromCache(\\Redis $redis, string $key): mixed
    {
        return unserialize($redis->get($key), ['allowed_classes' => false]);
    }

    public function items(string $raw): mixed
    {
        return unserialize($raw, ['allowed_classes' => [Cart::class, Item::class]]);
    }

    public function copy(Cart $cart): Cart
    {
        return unserialize(serialize($cart));
    }

    public function signed(string $raw, string $mac): mixed
    {
        if (!hash_equals(hash_hmac('sha256', $raw, $this->key), $mac)) {
            throw new \\RuntimeException('bad signature');
        }
        return unserialize($raw);
    }
}
"""
        },
    ),
    Example(
        {
            "src/Cart/CartStore.cs": """\
using System.IO;
using System.Runtime.Serialization.Formatters.Binary;
using System.Text.Json;
using Newtonsoft.Json;

namespace Shop.Cart;

public class CartStore
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        TypeNameHandling = TypeNameHandling.None,
    };

    private static readonly JsonSerializerSettings Known = new()
    {
        TypeNameHandling = TypeNameHandling.Objects,
        SerializationBinder = new KnownTypesBinder(),
    };

    public Cart Parse(string json)
    {
        return JsonSerializer.Deserialize<Cart>(json) ?? JsonConvert.DeserializeObject<Cart>(json, Known);
    }

    public Cart Copy(Cart cart)
    {
        var formatter = new BinaryFormatter();
        using var stream = new MemoryStream();
        formatter.Serialize(stream, cart);
        stream.Position = 0;
        return (Cart)formatter.Deserialize(stream);
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/cart/CartStore.kt": """\
package shop.cart

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.module.kotlin.readValue
import java.io.InputStream
import java.io.ObjectInputFilter
import java.io.ObjectInputStream
import org.yaml.snakeyaml.LoaderOptions
import org.yaml.snakeyaml.Yaml
import org.yaml.snakeyaml.constructor.SafeConstructor

class CartStore(private val mapper: ObjectMapper) {
    fun parse(json: String): Cart = mapper.readValue(json)

    fun filtered(body: InputStream): Any {
        val input = ObjectInputStream(body)
        input.setObjectInputFilter(ObjectInputFilter.Config.createFilter("shop.cart.*;!*"))
        return input.readObject()
    }

    fun settings(body: String): Any {
        val yaml = Yaml(SafeConstructor(LoaderOptions()))
        return yaml.load(body)
    }

    fun defaults(): Any = Yaml().load(javaClass.getResourceAsStream("/defaults.yml"))
}
"""
        },
    ),
)
