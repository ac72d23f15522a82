"""Customers."""

from fastapi import APIRouter, Depends, HTTPException, Query, status
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.database import get_session
from service.models import Customer

router = APIRouter(prefix="/customers", tags=["customers"])


class CustomerIn(BaseModel):
    display_name: str
    owner_id: int


class CustomerOut(CustomerIn):
    id: int
    created_at: str


@router.get("", response_model=list[CustomerOut])
def list_customers(
    page: int = Query(1, ge=1),
    page_size: int = Query(50, le=100),
    session: Session = Depends(get_session),
):
    statement = select(Customer).order_by(Customer.id).offset((page - 1) * page_size).limit(page_size)
    return session.scalars(statement).all()


@router.get("/{customer_id}", response_model=CustomerOut)
def get_customer(customer_id: int, session: Session = Depends(get_session)):
    found = session.get(Customer, customer_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such customer"})
    return found


@router.post("", response_model=CustomerOut, status_code=status.HTTP_201_CREATED)
def create_customer(body: CustomerIn, session: Session = Depends(get_session)):
    row = Customer(**body.model_dump())
    session.add(row)
    session.commit()
    return row


@router.delete("/{customer_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_customer(customer_id: int, session: Session = Depends(get_session)) -> None:
    found = session.get(Customer, customer_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such customer"})
    session.delete(found)
    session.commit()
