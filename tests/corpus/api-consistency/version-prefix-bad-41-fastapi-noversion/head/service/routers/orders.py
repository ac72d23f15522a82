"""Orders."""

from fastapi import APIRouter, Depends, HTTPException, Query, status
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.database import get_session
from service.models import Order

router = APIRouter(prefix="/orders", tags=["orders"])


class OrderIn(BaseModel):
    display_name: str
    owner_id: int


class OrderOut(OrderIn):
    id: int
    created_at: str


@router.get("", response_model=list[OrderOut])
def list_orders(
    page: int = Query(1, ge=1),
    page_size: int = Query(50, le=100),
    session: Session = Depends(get_session),
):
    statement = select(Order).order_by(Order.id).offset((page - 1) * page_size).limit(page_size)
    return session.scalars(statement).all()


@router.get("/{order_id}", response_model=OrderOut)
def get_order(order_id: int, session: Session = Depends(get_session)):
    found = session.get(Order, order_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such order"})
    return found


@router.post("", response_model=OrderOut, status_code=status.HTTP_201_CREATED)
def create_order(body: OrderIn, session: Session = Depends(get_session)):
    row = Order(**body.model_dump())
    session.add(row)
    session.commit()
    return row


@router.delete("/{order_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_order(order_id: int, session: Session = Depends(get_session)) -> None:
    found = session.get(Order, order_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such order"})
    session.delete(found)
    session.commit()
