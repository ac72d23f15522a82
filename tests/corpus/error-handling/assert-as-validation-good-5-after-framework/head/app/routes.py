"""Endpoints of the notes service; the framework checks what comes in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path
from pydantic import BaseModel, Field

from app.auth import User, current_user
from app.notes import Notes, notes

router = APIRouter(prefix="/notes")


class NoteIn(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    text: str = ""


@router.post("", status_code=201)
def create(body: NoteIn, user: Annotated[User, Depends(current_user)], store: Annotated[Notes, Depends(notes)]):
    note = store.add(user.id, body.title, body.text)
    assert note.id is not None
    return {"id": note.id}


@router.get("/{note_id}")
def read(
    note_id: Annotated[int, Path(ge=1)],
    user: Annotated[User, Depends(current_user)],
    store: Annotated[Notes, Depends(notes)],
):
    note = store.find(user.id, note_id)
    if note is None:
        raise HTTPException(status_code=404, detail="No such note")
    assert note.owner_id == user.id, "find() returns the owner's notes alone"
    return note
