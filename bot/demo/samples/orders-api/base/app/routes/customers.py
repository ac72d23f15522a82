"""Customers."""

from fastapi import APIRouter, Depends, Query
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import session
from app.errors import not_found
from app.models import Customer
from app.schemas import CustomerOut, CustomerPage

router = APIRouter()


@router.get("/customers", response_model=CustomerPage)
def list_customers(
    limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0), db: Session = Depends(session)
) -> CustomerPage:
    rows = db.scalars(select(Customer).order_by(Customer.id).limit(limit).offset(offset)).all()
    total = db.scalar(select(func.count()).select_from(Customer)) or 0
    return CustomerPage(items=[CustomerOut.model_validate(row) for row in rows], total=total)


@router.get("/customers/{customer_id}", response_model=CustomerOut)
def read_customer(customer_id: int, db: Session = Depends(session)) -> Customer:
    customer = db.get(Customer, customer_id)
    if customer is None:
        raise not_found("customer")
    return customer
