"""Matches between candidates and jobs."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from api.auth import current_user
from api.matching import score

router = APIRouter(prefix="/matches", dependencies=[Depends(current_user)])


class Match(BaseModel):
    job: UUID
    candidate: UUID
    score: float


@router.get("/{job}/{candidate}")
async def match(job: UUID, candidate: UUID) -> Match:
    value = await score(job, candidate)
    if value is None:
        raise HTTPException(404, "there is no such pair")
    return Match(job=job, candidate=candidate, score=value)
