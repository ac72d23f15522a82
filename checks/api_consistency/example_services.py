"""Small services that the examples of this family's rules change: enough base to have a style."""

from __future__ import annotations

_FASTAPI_RESOURCE = """from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from app.db import get_db
from app.models import {model}
from app.schemas import {model}In, {model}Out

router = APIRouter(prefix="/{path}")


@router.get("", response_model=list[{model}Out])
def list_{name}(limit: int = 50, cursor: str | None = None, db: Session = Depends(get_db)):
    return db.query({model}).filter({model}.id > (cursor or "")).limit(limit).all()


@router.get("/{{item_id}}", response_model={model}Out)
def get_one(item_id: str, db: Session = Depends(get_db)):
    found = db.get({model}, item_id)
    if found is None:
        raise HTTPException(status_code=404, detail={{"code": "not_found", "message": "No such {model}"}})
    return found


@router.post("", response_model={model}Out, status_code=201)
def create(body: {model}In, db: Session = Depends(get_db)):
    made = {model}(**body.model_dump())
    db.add(made)
    db.commit()
    return made


@router.delete("/{{item_id}}", status_code=204)
def delete(item_id: str, db: Session = Depends(get_db)):
    found = db.get({model}, item_id)
    if found is None:
        raise HTTPException(status_code=404, detail={{"code": "not_found", "message": "No such {model}"}})
    db.delete(found)
    db.commit()
"""

_RESOURCES = (
    ("orders", "Order", "orders"),
    ("invoices", "Invoice", "invoices"),
    ("customers", "Customer", "customers"),
    ("shipping-addresses", "ShippingAddress", "shipping_addresses"),
    ("price-lists", "PriceList", "price_lists"),
    ("purchase-orders", "PurchaseOrder", "purchase_orders"),
)

_MAIN = """from fastapi import FastAPI

from app.routers import {names}

app = FastAPI()
{mounts}

@app.get("/healthz")
def health():
    return {{"status": "ok"}}
"""

_SCHEMAS = "from pydantic import BaseModel\n" + "".join(
    f"""

class {model}In(BaseModel):
    name: str
    note: str | None = None


class {model}Out(BaseModel):
    id: str
    name: str
    created_at: str
"""
    for _, model, _ in _RESOURCES
)


def fastapi_main(*extra: str, mounts: tuple[str, ...] = ()) -> str:
    """``app/main.py`` with more routers, mounted as their siblings are or by the given lines."""
    names = [name for _, _, name in _RESOURCES]
    lines = [f'app.include_router({n}.router, prefix="/api/v1")\n' for n in names]
    lines += [
        f'app.include_router({n}.router, prefix="/api/v1")\n' for n in extra[: len(extra) - len(mounts)]
    ]
    lines += [m + "\n" for m in mounts]
    return _MAIN.format(names=", ".join([*names, *extra]), mounts="".join(lines))


FASTAPI: dict[str, str] = {
    "pyproject.toml": '[project]\nname = "shop"\n',
    "app/__init__.py": "",
    "app/schemas.py": _SCHEMAS,
    "app/routers/__init__.py": "",
    "app/main.py": fastapi_main(),
    **{
        f"app/routers/{name}.py": _FASTAPI_RESOURCE.format(path=path, model=model, name=name)
        for path, model, name in _RESOURCES
    },
}
"""A FastAPI service: six resources under ``/api/v1``, paged by ``limit``/``cursor``, errors as ``{code, message}``."""

_EXPRESS_RESOURCE = """import {{ Router }} from 'express';
import {{ prisma }} from '../db';

const router = Router();

router.get('/', async (req, res) => {{
  const {{ limit, cursor }} = req.query;
  const rows = await prisma.{model}.findMany({{ take: Number(limit ?? 50), cursor: cursor ? {{ id: cursor }} : undefined }});
  res.json({{ data: rows, nextCursor: rows.at(-1)?.id ?? null }});
}});

router.get('/:id', async (req, res) => {{
  const row = await prisma.{model}.findUnique({{ where: {{ id: req.params.id }} }});
  if (!row) {{
    return res.status(404).json({{ error: {{ code: 'not_found', message: 'No such {model}' }} }});
  }}
  res.json(row);
}});

router.post('/', async (req, res) => {{
  if (!req.body.name) {{
    return res.status(422).json({{ error: {{ code: 'invalid', message: 'name is missing' }} }});
  }}
  const row = await prisma.{model}.create({{ data: {{ name: req.body.name }} }});
  res.status(201).json(row);
}});

router.delete('/:id', async (req, res) => {{
  await prisma.{model}.delete({{ where: {{ id: req.params.id }} }});
  res.status(204).end();
}});

export default router;
"""

_EXPRESS_NAMES = (
    ("orders", "order", "orders"),
    ("invoices", "invoice", "invoices"),
    ("customers", "customer", "customers"),
    ("shipping-addresses", "shippingAddress", "shippingAddresses"),
    ("price-lists", "priceList", "priceLists"),
    ("purchase-orders", "purchaseOrder", "purchaseOrders"),
)


def express_app(*mounts: tuple[str, str]) -> str:
    """``src/app.ts`` with more (path, module) mounts."""
    listed = [(f"/api/v1/{path}", name) for path, _, name in _EXPRESS_NAMES] + list(mounts)
    imports = "".join(f"import {name} from './routes/{name}';\n" for _, name in listed)
    uses = "".join(f"app.use('{path}', {name});\n" for path, name in listed)
    return (
        "import express from 'express';\n"
        + imports
        + "\nexport const app = express();\napp.use(express.json());\n"
        + uses
        + "app.get('/healthz', (req, res) => res.json({ ok: true }));\n"
    )


EXPRESS: dict[str, str] = {
    "package.json": '{"name": "shop", "private": true}\n',
    "src/app.ts": express_app(),
    **{f"src/routes/{name}.ts": _EXPRESS_RESOURCE.format(model=model) for _, model, name in _EXPRESS_NAMES},
}
"""An Express service with the same conventions; errors as ``{error: {code, message}}``."""
