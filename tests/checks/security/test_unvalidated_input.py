"""Ways that real code writes mass assignment, and look-alikes that are fine."""

from __future__ import annotations

import pytest

RULE = "security/unvalidated-input"

PYTHON = {
    "django create": """
import json
from shop.models import Product
def create(request):
    return Product.objects.create(**request.POST.dict())  # <-- here
""",
    "mongo set": """
from flask import request
from app.db import users
def update(user_id):
    users.update_one({"_id": user_id}, {"$set": request.json})  # <-- here
""",
    "through a variable": """
from flask import request
from app.models import Order
def create():
    data = request.get_json(force=True)
    order = Order(**data)  # <-- here
    return order
""",
    "a field removed is no list of fields": """
from flask import request
from app.models import Order
def create():
    data = request.get_json()
    data.pop("csrf", None)
    return Order(**data)  # <-- here
""",
    "validated": """
from flask import request
from app.models import Order
from app.validation import validate_order
def create():
    data = request.get_json()
    validate_order(data)
    return Order(**data)
""",
    "pydantic parameter": """
from fastapi import APIRouter
from app.models import Order
from app.schemas import OrderIn
router = APIRouter()
@router.post("/orders")
def create(order: OrderIn):
    return Order(**order.model_dump())
""",
    "drf serializer": """
from app.serializers import OrderSerializer
def create(request):
    serializer = OrderSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.save()
""",
    "keyword arguments of a function": """
from flask import request
from app.search import run
def f():
    return run(**request.args)
""",
    "own dictionary": """
from flask import request
def f():
    seen = {}
    seen.update(request.json)
    return seen
""",
}

TYPESCRIPT = {
    "sequelize with spread": """
router.post('/x', async (req, res) => {
  const item = await Item.create({ ...req.body, createdAt: new Date() });  // <-- here
  res.json(item);
});
""",
    "mongoose new": """
router.post('/x', async (req, res) => {
  const item = new Item(req.body);  // <-- here
  await item.save();
  res.json(item);
});
""",
    "typeorm repository": """
export async function update(req: Request, res: Response) {
  await this.itemRepository.update(req.params.id, req.body);  // <-- here
  res.end();
}
""",
    "drizzle": """
router.post('/x', async (req, res) => {
  await db.insert(items).values(req.body);  // <-- here
  res.end();
});
""",
    "body in a variable": """
router.put('/x/:id', async (req, res) => {
  const body = req.body;
  await Item.findByIdAndUpdate(req.params.id, body);  // <-- here
  res.end();
});
""",
    "next route": """
export async function POST(request: Request) {
  const data = await request.json();
  const item = await prisma.item.create({ data });  // <-- here
  return Response.json(item);
}
""",
    "joi": """
router.post('/x', async (req, res) => {
  const { error } = itemSchema.validate(req.body);
  if (error) return res.status(400).end();
  await Item.create(req.body);
  res.end();
});
""",
    "express-validator": """
import { body, validationResult } from 'express-validator';
router.post('/x', body('name').isString(), async (req, res) => {
  await Item.create(req.body);
  res.end();
});
""",
    "service call": """
router.post('/x', async (req, res) => {
  res.json(await orderService.create(req.body));
});
""",
    "picked": """
router.post('/x', async (req, res) => {
  await Item.create(pick(req.body, ['name']));
  res.end();
});
""",
    "http client": """
router.post('/x', async (req, res) => {
  await client.patch('/y', req.body);
  res.end();
});
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "app/views.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "src/routes.ts", TYPESCRIPT[name])


BODIES = {
    "src/d.ts": """\
export async function f(req, res) {
  const user = await User.findByPk(req.params.id);
  for (const key of Object.keys(req.body)) {
    user[key] = req.body[key];  // <-- here
  }
  await user.save();
}
""",
    "src/e.ts": """\
export async function f(req, res) {
  const user = await User.findByPk(req.params.id);
  for (const [key, value] of Object.entries(req.body)) {
    if (EDITABLE.includes(key)) {
      user[key] = value;
    }
  }
  const out = {};
  for (const [key, value] of Object.entries(req.body)) {
    out[key] = String(value);
  }
  await user.save();
}
""",
    "src/f.ts": """\
export async function f(req, res) {
  const user = await User.findByPk(req.params.id);
  await user.update(req.body);  // <-- here
}
""",
    "src/g.ts": """\
export async function f(req, res) {
  const user = new User();
  user.set(req.body);  // <-- here
  const seen = new Map();
  seen.set(req.body);
  chart.update(req.body);
  cart.set(req.body);
}
""",
    "app/c.py": """\
from fastapi import APIRouter, Body, Request, Depends
from app.models import Item
router = APIRouter()
@router.post("/a")
async def a(data: dict):
    item = Item(**data)  # <-- here
    return item
@router.post("/b")
async def b(data: dict = Depends(validated)):
    item = Item(**data)
    return item
def plain(data: dict):
    return Item(**data)
""",
    "app/e.py": """\
from flask import request
from app.models import Item
from app.schemas import schema
def create():
    data = request.get_json()
    errors = schema.validate(data)
    if errors:
        return errors, 422
    return Item(**data)
def make():
    data = request.get_json()
    for name in ("name", "price"):
        if name not in data:
            abort(400)
    item = Item(**{k: data[k] for k in ("name", "price")})
    return item
""",
}


@pytest.mark.parametrize("path", BODIES)
def test_records_filled_from_bodies_and_loops_over_their_keys(expect, path):  # type: ignore[no-untyped-def]
    expect(RULE, path, BODIES[path])
