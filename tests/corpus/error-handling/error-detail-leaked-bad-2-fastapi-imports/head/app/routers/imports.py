from __future__ import annotations

import logging
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, UploadFile, status
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.auth import current_user
from app.db import get_session
from app.importing import parse_rows, save_rows

router = APIRouter(prefix="/imports", dependencies=[Depends(current_user)])
logger = logging.getLogger(__name__)
SessionDep = Annotated[Session, Depends(get_session)]

MAX_ROWS = 5_000


@router.post("/contacts", status_code=status.HTTP_201_CREATED)
async def import_contacts(file: UploadFile, session: SessionDep) -> dict[str, int]:
    """Import contacts from a CSV file."""
    rows = parse_rows(await file.read())
    if len(rows) > MAX_ROWS:
        raise HTTPException(status_code=413, detail=f"at most {MAX_ROWS} rows")
    try:
        saved = save_rows(session, rows)
    except SQLAlchemyError as e:
        logger.exception("contact import failed")
        raise HTTPException(status_code=500, detail=str(e)) from e
    return {"saved": saved}


@router.get("/")
async def list_imports(session: SessionDep) -> list[dict[str, str]]:
    return []
