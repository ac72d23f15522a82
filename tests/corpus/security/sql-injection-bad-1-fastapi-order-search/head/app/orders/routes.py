from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from app.orders.repository import OrderFilter, OrderRepository
from app.dependencies import current_customer, order_repository

router = APIRouter(prefix="/orders", dependencies=[Depends(current_customer)])


@router.get("/{order_id}")
async def read_order(order_id: int, orders: Annotated[OrderRepository, Depends(order_repository)]):
    order = await orders.get(order_id)
    if order is None:
        raise HTTPException(404)
    return dict(order)


@router.get("/")
async def search_orders(
    orders: Annotated[OrderRepository, Depends(order_repository)],
    customer=Depends(current_customer),
    status: str | None = None,
    text: str | None = None,
):
    found = await orders.search(OrderFilter(customer_id=customer.id, status=status, text=text))
    return [dict(order) for order in found]
