"""Notes; the application guards the router as a whole."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from api.notes import store

router = APIRouter(prefix="/notes")


class Note(BaseModel):
    text: str


@router.post("", status_code=201)
async def create(note: Note) -> int:
    return await store(note.text)


@router.put("/{note_id}", status_code=204)
async def change(note_id: int, note: Note) -> None:
    """Replace the text of a note."""
    await store(note.text, note_id)
