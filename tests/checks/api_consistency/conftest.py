"""Services of several frameworks with enough routes to have a style."""

from __future__ import annotations

import pytest

NAMES = (
    "orders",
    "invoices",
    "customers",
    "products",
    "shipping-addresses",
    "price-lists",
    "purchase-orders",
)


def _word(name: str) -> str:
    return "".join(p.title() for p in name.split("-"))


def flask_module(name: str) -> str:
    key, model = name.replace("-", "_"), _word(name)[:-1]
    return f'''from flask import Blueprint, jsonify, request

from app.db import session
from app.models import {model}

bp = Blueprint("{key}", __name__)


@bp.route("/{name}", methods=["GET"])
def list_{key}():
    page = request.args.get("page", 1, type=int)
    per_page = request.args.get("per_page", 20, type=int)
    found = session.query({model}).offset((page - 1) * per_page).limit(per_page).all()
    return jsonify({{"items": [f.to_dict() for f in found], "page": page}})


@bp.route("/{name}/<int:item_id>", methods=["GET"])
def get_{key}(item_id):
    found = session.get({model}, item_id)
    if found is None:
        return jsonify({{"error": {{"code": "not_found", "message": "{model} not found"}}}}), 404
    return jsonify({{"id": found.id, "name": found.name, "created_at": found.created_at}})


@bp.route("/{name}", methods=["POST"])
def create_{key}():
    data = request.get_json()
    if not data.get("name"):
        return jsonify({{"error": {{"code": "invalid", "message": "name is required"}}}}), 422
    made = {model}(name=data["name"])
    session.add(made)
    session.commit()
    return jsonify({{"id": made.id}}), 201


@bp.route("/{name}/<int:item_id>", methods=["DELETE"])
def delete_{key}(item_id):
    session.delete(session.get({model}, item_id))
    session.commit()
    return "", 204
'''


def flask_app(*names: str) -> str:
    imports = "".join(f"    from app.api import {n.replace('-', '_')}\n" for n in names)
    mounts = "".join(
        f"    app.register_blueprint({n.replace('-', '_')}.bp, url_prefix='/api/v1')\n" for n in names
    )
    return f"from flask import Flask\n\n\ndef create_app():\n    app = Flask(__name__)\n{imports}{mounts}    return app\n"


@pytest.fixture
def flask_service() -> dict[str, str]:
    return {
        "requirements.txt": "flask\n",
        "app/__init__.py": flask_app(*NAMES),
        "app/api/__init__.py": "",
        **{f"app/api/{n.replace('-', '_')}.py": flask_module(n) for n in NAMES},
    }


def nest_controller(name: str) -> str:
    word = _word(name)
    return f"""import {{ Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Query }} from '@nestjs/common';
import {{ {word}Service }} from './{name}.service';
import {{ {word}Dto, Create{word}Dto, List{word}Query }} from './{name}.dto';

@Controller('{name}')
export class {word}Controller {{
  constructor(private readonly {word[0].lower()}{word[1:]}Service: {word}Service) {{}}

  @Get()
  findAll(@Query() query: List{word}Query): Promise<{word}Dto[]> {{
    return this.{word[0].lower()}{word[1:]}Service.findAll(query);
  }}

  @Get(':id')
  async findOne(@Param('id') id: string): Promise<{word}Dto> {{
    const found = await this.{word[0].lower()}{word[1:]}Service.findOne(id);
    if (!found) throw new NotFoundException('no such {name}');
    return found;
  }}

  @Post()
  create(@Body() dto: Create{word}Dto): Promise<{word}Dto> {{
    return this.{word[0].lower()}{word[1:]}Service.create(dto);
  }}

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string): Promise<void> {{
    await this.{word[0].lower()}{word[1:]}Service.remove(id);
  }}
}}
"""


def nest_service_file(name: str) -> str:
    word = _word(name)
    return f"""import {{ Injectable }} from '@nestjs/common';
@Injectable()
export class {word}Service {{
  constructor(private readonly repo: Repository<{word}>) {{}}
  findAll(query) {{ return this.repo.find({{ take: query.limit, skip: query.offset }}); }}
  findOne(id) {{ return this.repo.findOne({{ where: {{ id }} }}); }}
  create(dto) {{ return this.repo.save(dto); }}
  remove(id) {{ return this.repo.delete(id); }}
}}
"""


def nest_dto(name: str) -> str:
    word = _word(name)
    return f"""export class {word}Dto {{
  id: string;
  name: string;
  createdAt: string;
}}

export class Create{word}Dto {{
  @IsString()
  name: string;

  @IsOptional()
  note?: string;
}}

export class List{word}Query {{
  @IsOptional() limit?: number;
  @IsOptional() offset?: number;
}}
"""


def nest_files(name: str) -> dict[str, str]:
    return {
        f"src/{name}/{name}.controller.ts": nest_controller(name),
        f"src/{name}/{name}.service.ts": nest_service_file(name),
        f"src/{name}/{name}.dto.ts": nest_dto(name),
    }


@pytest.fixture
def nest_service() -> dict[str, str]:
    files = {
        "package.json": '{"name": "shop", "version": "1.2.0", "private": true}\n',
        "src/main.ts": "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n\n"
        "async function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n"
        "  app.setGlobalPrefix('api/v1');\n  await app.listen(3000);\n}\nbootstrap();\n",
    }
    for name in NAMES:
        files.update(nest_files(name))
    return files


def go_handlers(name: str) -> str:
    word = _word(name)
    return f"""package api

import "net/http"

func (s *Server) list{word}(w http.ResponseWriter, r *http.Request) {{
	limit, cursor := r.URL.Query().Get("limit"), r.URL.Query().Get("cursor")
	rows, err := s.db.QueryContext(r.Context(), "SELECT id, name FROM {name} WHERE id > $1 ORDER BY id LIMIT $2", cursor, limit)
	if err != nil {{
		writeError(w, http.StatusInternalServerError, "internal", err)
		return
	}}
	writeJSON(w, http.StatusOK, map[string]any{{"data": scan(rows), "next_cursor": ""}})
}}

func (s *Server) get{word}(w http.ResponseWriter, r *http.Request) {{
	row := s.db.QueryRowContext(r.Context(), "SELECT id, name FROM {name} WHERE id = $1", chi.URLParam(r, "id"))
	if row == nil {{
		writeError(w, http.StatusNotFound, "not_found", nil)
		return
	}}
	writeJSON(w, http.StatusOK, row)
}}
"""


def go_routes(*names: str) -> str:
    lines = "".join(
        f'\t\tr.Route("/{n}", func(r chi.Router) {{\n\t\t\tr.Get("/", s.list{_word(n)})\n'
        f'\t\t\tr.Get("/{{id}}", s.get{_word(n)})\n\t\t}})\n'
        for n in names
    )
    return (
        'package api\n\nimport (\n\t"net/http"\n\n\t"github.com/go-chi/chi/v5"\n)\n\nfunc (s *Server) Routes() http.Handler {\n'
        '\tr := chi.NewRouter()\n\tr.Get("/healthz", s.health)\n\tr.Route("/api/v1", func(r chi.Router) {\n'
        + lines
        + "\t})\n\treturn r\n}\n"
    )


@pytest.fixture
def go_service() -> dict[str, str]:
    return {
        "go.mod": "module example.com/shop\n",
        "internal/api/routes.go": go_routes(*NAMES),
        **{f"internal/api/{n.replace('-', '_')}.go": go_handlers(n) for n in NAMES},
    }


@pytest.fixture
def drf_service() -> dict[str, str]:
    registered = "".join(f"router.register(r'{n}', views.{_word(n)}ViewSet)\n" for n in NAMES)
    views = "".join(
        f"class {_word(n)}ViewSet(viewsets.ModelViewSet):\n    queryset = {_word(n)[:-1]}.objects.all()\n"
        f"    serializer_class = {_word(n)}Serializer\n    pagination_class = Pages\n\n\n"
        for n in NAMES
    )
    serializers = "".join(
        f"class {_word(n)}Serializer(serializers.ModelSerializer):\n    class Meta:\n        model = {_word(n)[:-1]}\n"
        f"        fields = [\n            'id',\n            'name',\n            'note',\n        ]\n\n\n"
        for n in NAMES
    )
    return {
        "manage.py": "import django\n",
        "shop/urls.py": "from django.urls import include, path\n\nurlpatterns = [\n    path('api/v1/', include('store.urls')),\n]\n",
        "store/urls.py": "from rest_framework.routers import DefaultRouter\nfrom store import views\n\nrouter = DefaultRouter()\n"
        + registered
        + "urlpatterns = router.urls\n",
        "store/views.py": "from rest_framework import viewsets\nfrom store.pages import Pages\nfrom store.serializers import *\n\n\n"
        + views,
        "store/serializers.py": "from rest_framework import serializers\n\n\n" + serializers,
    }
