"""Examples of collections and caches that grow without end."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "app/routes/prices.py": """\
import functools
import queue
import threading

from fastapi import APIRouter

router = APIRouter()
_answers = {}
events: list[dict] = []
outbox = queue.Queue()  # <-- here


@functools.lru_cache(maxsize=None)  # <-- here
def profile(user_id: int):
    return fetch_profile(user_id)


class Prices:
    @functools.cache  # <-- here
    def of(self, sku: str):
        return self.source.price(sku)


@router.get("/price/{sku}")
def price(sku: str, customer: str):
    key = (sku, customer)
    if key not in _answers:
        _answers[key] = compute(sku, customer)  # <-- here
    events.append({"sku": sku})  # <-- here
    outbox.put(key)
    threading.Thread(target=warm, args=(sku,)).start()  # <-- here
    return _answers[key]
"""
        },
        sites=6,
    ),
    Example(
        {
            "src/routes/search.ts": """\
import { Router } from 'express';

export const search = Router();
const results = new Map<string, Result[]>();
const seen: string[] = [];

search.get('/search', async (req, res) => {
  const q = String(req.query.q);
  seen.push(q);  // <-- here
  if (!results.has(q)) {
    results.set(q, await find(q));  // <-- here
  }
  res.json(results.get(q));
});
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/handlers/profile.go": """\
package handlers

import "net/http"

var profiles = map[string]Profile{}

func Show(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	p, ok := profiles[id]
	if !ok {
		p = load(id)
		profiles[id] = p // <-- here
	}
	write(w, p)
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/Prices.java": """\
package shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

@Service
class Prices {
    private final Map<String, Price> known = new ConcurrentHashMap<>();
    private final PriceClient client;

    Prices(PriceClient client) {
        this.client = client;
    }

    Price of(String customer) {
        return known.computeIfAbsent(customer, client::price); // <-- here
    }
}
""",
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "app/routes/prices.py": """\
import asyncio
import functools
from collections import deque

from cachetools import TTLCache
from fastapi import APIRouter

router = APIRouter()
_answers = {}
_cache = TTLCache(maxsize=1000, ttl=60)
_recent = deque(maxlen=100)
_by_method = {}
HANDLERS = {}
_jobs = asyncio.Queue(maxsize=100)


def handler(kind):
    def wrap(function):
        HANDLERS[kind] = function
        return function

    return wrap


@functools.lru_cache
def settings():
    return read_settings()


@functools.cache
def grammar(language: str):
    return load_grammar(language)


@functools.lru_cache(maxsize=512)
def profile(user_id: int):
    return fetch_profile(user_id)


@router.get("/price/{sku}")
def price(request, sku: str):
    if len(_answers) > 1000:
        _answers.clear()
    _answers[sku] = compute(sku)
    _cache[sku] = _answers[sku]
    _recent.append(sku)
    _by_method[request.method] = sku
    return _answers[sku]
"""
        },
    ),
    Example(
        {
            "src/sockets.ts": """\
const clientsById = new Map<string, Socket>();
const meta = new WeakMap<object, Meta>();
const waiting = new Map<string, Waiter>();

export function handler(req, res) {
  waiting.set(req.id, { res });
  res.on('close', () => waiting.delete(req.id));
}

export function connect(req, res) {
  const local = [];
  local.push(req.id);
  meta.set(req, { at: Date.now() });
  return local;
}
"""
        },
    ),
    Example(
        {
            "src/main/java/shop/Prices.java": """\
package shop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

@Service
class Prices {
    private final Cache<String, Price> known = Caffeine.newBuilder().maximumSize(1000).build();
    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final PriceClient client;

    Prices(PriceClient client) {
        this.client = client;
    }

    Price of(String customer) {
        return known.get(customer, client::price);
    }

    void start(Session session) {
        open.put(session.id(), session);
    }

    void stop(String id) {
        open.remove(id);
    }

    Map<String, Price> byName(List<Price> prices) {
        Map<String, Price> found = new HashMap<>();
        for (Price price : prices) {
            found.put(price.name(), price);
        }
        return found;
    }
}
""",
        },
        sites=2,
    ),
)
