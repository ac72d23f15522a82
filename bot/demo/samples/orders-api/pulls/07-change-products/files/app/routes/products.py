"""Products."""

from fastapi import APIRouter, Depends, Query
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import session
from app.errors import not_found
from app.models import Product
from app.schemas import ProductChange, ProductOut, ProductPage

router = APIRouter()


@router.get("/products", response_model=ProductPage)
def list_products(
    limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0), db: Session = Depends(session)
) -> ProductPage:
    rows = db.scalars(select(Product).order_by(Product.sku).limit(limit).offset(offset)).all()
    total = db.scalar(select(func.count()).select_from(Product)) or 0
    return ProductPage(items=[ProductOut.model_validate(row) for row in rows], total=total)


@router.get("/products/{product_id}", response_model=ProductOut)
def read_product(product_id: int, db: Session = Depends(session)) -> Product:
    product = db.get(Product, product_id)
    if product is None:
        raise not_found("product")
    return product


@router.patch("/products/{product_id}", response_model=ProductOut)
def change_product(product_id: int, wanted: ProductChange, db: Session = Depends(session)) -> Product:
    product = db.get(Product, product_id)
    if product is None:
        raise not_found("product")
    for name, value in wanted.model_dump(exclude_unset=True).items():
        setattr(product, name, value)
    db.commit()
    return product
