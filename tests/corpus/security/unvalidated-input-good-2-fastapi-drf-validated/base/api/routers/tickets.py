"""Support tickets."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
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
