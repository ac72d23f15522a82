"""Invoices."""

from fastapi import APIRouter, Depends, HTTPException, Query, status
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.database import get_session
from service.models import Invoice

router = APIRouter(prefix="/invoices", tags=["invoices"])


class InvoiceIn(BaseModel):
    display_name: str
    owner_id: int


class InvoiceOut(InvoiceIn):
    id: int
    created_at: str


@router.get("", response_model=list[InvoiceOut])
def list_invoices(
    page: int = Query(1, ge=1),
    page_size: int = Query(50, le=100),
    session: Session = Depends(get_session),
):
    statement = select(Invoice).order_by(Invoice.id).offset((page - 1) * page_size).limit(page_size)
    return session.scalars(statement).all()


@router.get("/{invoice_id}", response_model=InvoiceOut)
def get_invoice(invoice_id: int, session: Session = Depends(get_session)):
    found = session.get(Invoice, invoice_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such invoice"})
    return found


@router.post("", response_model=InvoiceOut, status_code=status.HTTP_201_CREATED)
def create_invoice(body: InvoiceIn, session: Session = Depends(get_session)):
    row = Invoice(**body.model_dump())
    session.add(row)
    session.commit()
    return row


@router.delete("/{invoice_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_invoice(invoice_id: int, session: Session = Depends(get_session)) -> None:
    found = session.get(Invoice, invoice_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such invoice"})
    session.delete(found)
    session.commit()
