"""Notes that customer service leaves on orders."""

from fastapi import APIRouter, Depends, Query
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import session
from app.errors import not_found
from app.models import Note, Order
from app.schemas import NoteIn, NoteOut, NotePage

router = APIRouter()


@router.get("/orders/{order_id}/notes", response_model=NotePage)
def list_notes(
    order_id: int,
    limit: int = Query(50, ge=1, le=200),
    offset: int = Query(0, ge=0),
    db: Session = Depends(session),
) -> NotePage:
    of_order = select(Note).where(Note.order_id == order_id)
    rows = db.scalars(of_order.order_by(Note.id).limit(limit).offset(offset)).all()
    total = db.scalar(select(func.count()).select_from(of_order.subquery())) or 0
    return NotePage(items=[NoteOut.model_validate(row) for row in rows], total=total)


@router.post("/orders/{order_id}/notes", response_model=NoteOut, status_code=201)
def add_note(order_id: int, wanted: NoteIn, db: Session = Depends(session)) -> Note:
    if db.get(Order, order_id) is None:
        raise not_found("order")
    note = Note(order_id=order_id, author=wanted.author, text=wanted.text)
    db.add(note)
    db.commit()
    return note
