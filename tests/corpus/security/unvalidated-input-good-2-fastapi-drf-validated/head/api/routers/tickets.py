"""Support tickets."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import current_user
from api.db import session
from api.models import Ticket, User

router = APIRouter(prefix="/tickets", tags=["tickets"])


class TicketOut(BaseModel):
    id: int
    subject: str


@router.get("/{ticket_id}")
async def show(ticket_id: int, db: Annotated[AsyncSession, Depends(session)]) -> TicketOut:
    ticket = await db.get(Ticket, ticket_id)
    if ticket is None:
        raise HTTPException(404, "there is no such ticket")
    return TicketOut(id=ticket.id, subject=ticket.subject)


class NewTicket(BaseModel):
    subject: str = Field(min_length=1, max_length=200)
    text: str


class TicketChanges(BaseModel):
    subject: str | None = None
    text: str | None = None


@router.post("", status_code=201)
async def create(
    body: NewTicket,
    user: Annotated[User, Depends(current_user)],
    db: Annotated[AsyncSession, Depends(session)],
) -> TicketOut:
    """Open a ticket."""
    ticket = Ticket(**body.model_dump(), author_id=user.id)
    db.add(ticket)
    await db.commit()
    return TicketOut(id=ticket.id, subject=ticket.subject)


@router.patch("/{ticket_id}")
async def change(
    ticket_id: int,
    body: TicketChanges,
    user: Annotated[User, Depends(current_user)],
    db: Annotated[AsyncSession, Depends(session)],
) -> TicketOut:
    """Change an own ticket."""
    ticket = await db.get(Ticket, ticket_id)
    if ticket is None or ticket.author_id != user.id:
        raise HTTPException(404, "there is no such ticket")
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(ticket, name, value)
    await db.commit()
    return TicketOut(id=ticket.id, subject=ticket.subject)
