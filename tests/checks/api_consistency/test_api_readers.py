"""Route readers: source files in, operations out."""

from __future__ import annotations

import pytest

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.contract_diff import breaks
from checks.api_consistency.model import join_paths, normalise, param_names
from checks.changes import ChangedFile, ChangeSet, Content, MemoryTree, Status, in_memory
from checks.config import CheckConfig
from checks.views import ChangeView


def _api(files: dict[str, str]) -> Api:
    return api_of(ChangeView(in_memory(files), CheckConfig()))


def _names(files: dict[str, str]) -> set[str]:
    return {f"{o.method} {o.path}" for o in _api(files).head.operations}


@pytest.mark.parametrize(
    ("written", "identity"),
    [
        ("/orders/<int:order_id>/", "/orders/{}"),
        ("/orders/{order_id:path}", "/orders/{}"),
        ("/orders/:id(\\d+)/items/:itemId?", "/orders/{}/items/{}"),
        (r"^orders/(?P<pk>\d+)/$", "/orders/{}"),
        ("/orders/[...slug]", "/orders/{}"),
        ("/orders/{id}:cancel", "/orders/{}:cancel"),
        ("", "/"),
    ],
)
def test_a_path_has_one_identity_in_every_framework(written: str, identity: str) -> None:
    assert normalise(written) == identity


def test_names_of_path_parameters_are_read_in_order() -> None:
    assert param_names("/a/<int:one>/{two:path}") == ("one", "two")
    assert param_names("/a/:one/b/:two") == ("one", "two")


def test_prefixes_join_with_single_slashes() -> None:
    assert join_paths("/api/", "/v1", "orders/") == "/api/v1/orders/"
    assert join_paths("", "") == "/"


def test_fastapi_prefixes_are_followed_across_files_settings_and_loops() -> None:
    files = {
        "app/main.py": "from fastapi import FastAPI\nfrom app.api import api_router\nfrom app.core import settings\n"
        "app = FastAPI()\napp.include_router(api_router, prefix=settings.API_V1)\n",
        "app/core.py": "class Settings:\n    API_V1: str = '/api/v1'\n\nsettings = Settings()\n",
        "app/api.py": "from fastapi import APIRouter\nfrom app.routers import items, orders\napi_router = APIRouter()\n"
        "for module in (orders, items):\n    api_router.include_router(module.router)\n",
        "app/routers/__init__.py": "",
        "app/routers/orders.py": "from fastapi import APIRouter\nrouter = APIRouter(prefix='/orders')\n"
        "@router.get('/{order_id}')\ndef one(order_id: int):\n    return {}\n",
        "app/routers/items.py": "from fastapi import APIRouter\nrouter = APIRouter(prefix='/items')\n"
        "@router.api_route('', methods=['PUT', 'POST'])\ndef put():\n    return {}\n",
    }
    assert _names(files) == {"GET /api/v1/orders/{}", "PUT /api/v1/items", "POST /api/v1/items"}


def test_flask_blueprints_take_the_prefix_of_their_registration() -> None:
    files = {
        "app/__init__.py": "from flask import Flask\nfrom app.orders import bp\n\ndef create_app():\n    app = Flask(__name__)\n"
        "    app.register_blueprint(bp, url_prefix='/api/orders')\n    return app\n",
        "app/orders.py": "from flask import Blueprint\nfrom flask.views import MethodView\nbp = Blueprint('o', __name__, url_prefix='/x')\n"
        "@bp.route('/<int:id>', methods=['GET', 'DELETE'])\ndef one(id):\n    return {}\n"
        "class Items(MethodView):\n    def get(self):\n        return []\n    def post(self):\n        return {}, 201\n"
        "bp.add_url_rule('/items', view_func=Items.as_view('items'))\n",
    }
    assert _names(files) == {
        "GET /api/orders/{}",
        "DELETE /api/orders/{}",
        "GET /api/orders/items",
        "POST /api/orders/items",
    }


def test_django_urls_and_view_sets_become_operations() -> None:
    files = {
        "shop/urls.py": "from django.urls import include, path\nfrom shop import views\nurlpatterns = [\n"
        "    path('api/', include('orders.urls')),\n    path('ping/', views.ping),\n]\n",
        "shop/views.py": "from django.views.decorators.http import require_GET\n@require_GET\ndef ping(request):\n    return None\n",
        "orders/urls.py": "from django.urls import include, path\nfrom rest_framework.routers import DefaultRouter\n"
        "from orders.views import OrderViewSet\nrouter = DefaultRouter()\nrouter.register(r'orders', OrderViewSet)\n"
        "urlpatterns = [path('', include(router.urls))]\n",
        "orders/views.py": "from rest_framework import viewsets\nfrom rest_framework.decorators import action\n"
        "class OrderViewSet(viewsets.ReadOnlyModelViewSet):\n"
        "    @action(detail=True, methods=['post'])\n    def cancel(self, request, pk=None):\n        return None\n",
    }
    found = {o.name: o for o in _api(files).head.operations}
    assert set(found) == {
        "GET /ping/",
        "GET /api/orders/",
        "GET /api/orders/{pk}/",
        "POST /api/orders/{pk}/cancel/",
    }
    assert found["POST /api/orders/{pk}/cancel/"].file == "orders/views.py"
    assert all(o.prefix_known and o.trailing_slash for o in found.values())


def test_express_routers_are_mounted_across_files() -> None:
    files = {
        "src/app.ts": "import express from 'express';\nimport orders from './routes/orders';\n"
        "import { registerItems } from './routes/items.js';\nconst app = express();\n"
        "app.use('/api/v1/orders', auth, orders);\napp.use('/api/v1/old', require('./routes/old'));\nregisterItems(app);\n",
        "src/routes/orders.ts": "import { Router } from 'express';\nimport { list } from '../controllers/orders';\n"
        "import notes from './notes';\nconst router = Router();\nrouter.get('/', list);\n"
        "router.route('/:id').get(one).delete(async (req, res) => res.sendStatus(204));\nrouter.use('/:id/notes', notes);\n"
        "export default router;\n",
        "src/routes/notes.ts": "import { Router } from 'express';\nconst r = Router({ mergeParams: true });\n"
        "r.post('/', add);\nexport default r;\n",
        "src/controllers/orders.ts": "export const list = asyncHandler(async (req, res) => { const { page } = req.query; res.json([]); });\n",
        "src/routes/items.ts": "import type { Express } from 'express';\nexport function registerItems(app: Express) {\n"
        "  app.get('/api/v1/items', h);\n}\n",
        "src/routes/old.js": "const router = require('express').Router();\nrouter.put('/x', h);\nmodule.exports = router;\n",
    }
    assert _names(files) == {
        "GET /api/v1/orders",
        "GET /api/v1/orders/{}",
        "DELETE /api/v1/orders/{}",
        "POST /api/v1/orders/{}/notes",
        "GET /api/v1/items",
        "PUT /api/v1/old/x",
    }
    api = _api(files)
    listed = next(o for o in api.head.operations if o.path == "/api/v1/orders")
    assert api.head.facts(listed).inputs.paging == ("page",)


def test_fastify_hono_nest_and_next_routes_are_read() -> None:
    files = {
        "a/package.json": "{}",
        "a/index.ts": "import Fastify from 'fastify';\nimport orders from './orders';\nconst app = Fastify();\n"
        "app.register(orders, { prefix: '/api/orders' });\napp.route({ method: 'PUT', url: '/x', handler: h });\n",
        "a/orders.ts": "import { FastifyInstance } from 'fastify';\nexport default async function (f: FastifyInstance) {\n"
        "  f.get('/:id', async () => ({}));\n}\n",
        "b/package.json": "{}",
        "b/index.ts": "import { Hono } from 'hono';\nconst api = new Hono().get('/users', (c) => c.json([]));\n"
        "const app = new Hono();\napp.route('/api', api);\n",
        "c/package.json": "{}",
        "c/main.ts": "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(M);\napp.setGlobalPrefix('api/v1');\n",
        "c/orders.controller.ts": "import { Controller, Get } from '@nestjs/common';\n@Controller('orders')\n"
        "export class OrdersController {\n  @Get(':id')\n  one(@Param('id') id: string) { return {}; }\n}\n",
        "d/package.json": "{}",
        "d/src/app/(shop)/api/orders/[id]/route.ts": "export async function DELETE(req: Request) {}\n"
        "export const PATCH = withAuth(async (req) => {});\n",
    }
    assert _names(files) == {
        "GET /api/orders/{}",
        "PUT /x",
        "GET /api/users",
        "GET /api/v1/orders/{}",
        "DELETE /api/orders/{}",
        "PATCH /api/orders/{}",
    }


def test_go_routes_are_followed_through_groups_mounts_and_packages() -> None:
    files = {
        "go.mod": "module example.com/shop\n",
        "main.go": 'package main\nimport ("github.com/go-chi/chi/v5"; "example.com/shop/internal/items")\n'
        "func main() {\n\tr := chi.NewRouter()\n"
        '\tr.Route("/api/v1", func(r chi.Router) {\n\t\tr.Mount("/invoices", invoices())\n\t\titems.Register(r)\n'
        '\t\tr.With(admin).Delete("/orders/{id}", remove)\n\t})\n}\n',
        "invoices.go": 'package main\nimport "github.com/go-chi/chi/v5"\nfunc invoices() http.Handler {\n'
        '\tr := chi.NewRouter()\n\tr.Get("/{id}", one)\n\treturn r\n}\n',
        "internal/items/routes.go": 'package items\nimport "github.com/go-chi/chi/v5"\nfunc Register(r chi.Router) {\n\tr.Get("/items", list)\n}\n',
        "other/go.mod": "module example.com/other\n",
        "other/main.go": 'package main\nimport ("net/http"; "github.com/gin-gonic/gin")\nfunc main() {\n'
        '\tmux := http.NewServeMux()\n\tmux.HandleFunc("GET /plain/{id}", plain)\n'
        '\tg := gin.Default()\n\tv1 := g.Group("/v1")\n\tv1.POST("/users", create)\n}\n',
    }
    assert _names(files) == {
        "GET /api/v1/invoices/{}",
        "DELETE /api/v1/orders/{}",
        "GET /api/v1/items",
        "GET /plain/{}",
        "POST /v1/users",
    }


def test_a_router_that_nothing_mounts_has_no_known_prefix() -> None:
    files = {
        "app/orders.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/x')\ndef x():\n    return 1\n"
    }
    (operation,) = _api(files).head.operations
    assert not operation.prefix_known


def test_clients_and_maps_are_not_routes() -> None:
    files = {
        "src/client.ts": "import axios from 'axios';\nimport express from 'express';\n"
        "export const load = () => axios.get('/users', handler);\nconst m = new Map(); m.get('/x');\n"
        "const app = express();\napp.get('view engine');\n",
        "app/client.py": "import requests\nfrom fastapi import Depends\n\ndef load():\n    return requests.get('/users')\n",
    }
    assert _names(files) == set()


@pytest.mark.parametrize(
    "text",
    [
        "from fastapi import APIRouter\nrouter = APIRouter(\n@router.get('/x'\ndef x(:\n",
        "from flask import Flask\n" + "(" * 3000,
        "from fastapi import APIRouter\na = APIRouter()\nb = APIRouter()\na.include_router(b, prefix='/b')\n"
        "b.include_router(a, prefix='/a')\n@a.get('/x')\ndef x():\n    return 1\n",
        "from fastapi import APIRouter\nfrom .orders import PREFIX\nPREFIX = PREFIX + PREFIX\nr = APIRouter(prefix=PREFIX)\n"
        "@r.get('/x')\ndef x():\n    return x()\n",
    ],
)
def test_broken_and_cyclic_python_is_read_without_harm(text: str) -> None:
    api = _api({"app/orders.py": text, "app/__init__.py": "from .orders import *\nfrom . import orders\n"})
    for operation in api.head.operations:
        api.head.facts(operation)
    assert len(api.head.operations) < 50


def test_cyclic_typescript_imports_end() -> None:
    files = {
        "src/a.ts": "import { Router } from 'express';\nimport b from './b';\nconst r = Router();\nr.use('/b', b);\nr.get('/x', (q, s) => s.json({}));\nexport default r;\n",
        "src/b.ts": "import { Router } from 'express';\nimport a from './a';\nconst r = Router();\nr.use('/a', a);\nr.get('/y', z);\nexport default r;\n",
        "src/index.ts": "export { default } from './index';\nexport { x as y } from './index';\n",
    }
    assert all(not o.prefix_known for o in _api(files).head.operations)


def test_an_envelope_of_items_is_a_list_and_a_summary_is_none() -> None:
    files = {
        "app/main.py": "from fastapi import FastAPI\nfrom app.models import ItemsPublic, Summary\napp = FastAPI()\n"
        "@app.get('/items', response_model=ItemsPublic)\ndef items(db: Session, skip: int = 0, limit: int = 10):\n"
        "    return ItemsPublic(data=db.exec(select(Item).offset(skip).limit(limit)).all())\n"
        "@app.get('/sums', response_model=Summary)\ndef sums(db: Session):\n    return add(db.exec(select(Item)).all())\n",
        "app/models.py": "from pydantic import BaseModel\nclass ItemsPublic(BaseModel):\n    data: list[str]\n    count: int\n"
        "class Summary(BaseModel):\n    total: int\n",
    }
    api = _api(files)
    facts = {o.path: api.head.facts(o) for o in api.head.operations}
    assert facts["/items"].lists
    assert facts["/items"].inputs.paging == ("limit", "skip")
    assert not facts["/sums"].lists


def test_a_renamed_file_keeps_its_operations() -> None:
    text = b"from flask import Flask\napp = Flask(__name__)\n@app.route('/x')\ndef x():\n    return {}\n"
    renamed = ChangedFile("new.py", Status.RENAMED, Content.TEXT, "old.py")
    change = ChangeSet("a", "b", (renamed,), MemoryTree({"old.py": text}), MemoryTree({"new.py": text}))
    api = api_of(ChangeView(change, CheckConfig()))
    assert [o.name for o in api.head.operations] == ["GET /x"]
    assert api.new == ()
    assert list(breaks(api, None)) == []
