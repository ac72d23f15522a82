"""Orders."""

from fastapi import APIRouter, Depends, Query
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.database import session
from app.errors import conflict, not_found
from app.models import Order, OrderLine, Product
from app.schemas import OrderIn, OrderOut, OrderPage

router = APIRouter()


@router.get("/orders", response_model=OrderPage)
def list_orders(
    email: str | None = Query(None, min_length=3, max_length=320),
    limit: int = Query(50, ge=1, le=200),
    offset: int = Query(0, ge=0),
    db: Session = Depends(session),
) -> OrderPage:
    where = f"WHERE c.email ILIKE '%{email}%'" if email else ""
    joined = f"FROM orders o JOIN customers c ON c.id = o.customer_id {where}"
    rows = db.execute(
        text(
            f"SELECT o.id, o.customer_id, o.status, o.total, o.created_at {joined}"
            " ORDER BY o.id DESC LIMIT :limit OFFSET :offset"
        ),
        {"limit": limit, "offset": offset},
    ).all()
    total = db.execute(text(f"SELECT count(*) {joined}")).scalar_one()
    return OrderPage(items=[OrderOut.model_validate(row) for row in rows], total=total)


@router.post("/orders", response_model=OrderOut, status_code=201)
def place_order(wanted: OrderIn, db: Session = Depends(session)) -> Order:
    ids = [line.product_id for line in wanted.lines]
    products = {product.id: product for product in db.scalars(select(Product).where(Product.id.in_(ids)))}
    if len(products) < len(set(ids)):
        raise conflict("A product of this order is no longer sold.")
    order = Order(
        customer_id=wanted.customer_id,
        total=sum(products[line.product_id].price * line.quantity for line in wanted.lines),
        lines=[OrderLine(product_id=line.product_id, quantity=line.quantity) for line in wanted.lines],
    )
    db.add(order)
    db.commit()
    return order


@router.get("/orders/{order_id}", response_model=OrderOut)
def read_order(order_id: int, db: Session = Depends(session)) -> Order:
    order = db.get(Order, order_id)
    if order is None:
        raise not_found("order")
    return order
