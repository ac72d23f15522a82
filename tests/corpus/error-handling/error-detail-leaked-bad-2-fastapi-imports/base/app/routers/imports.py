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


@router.get("/")
async def list_imports(session: SessionDep) -> list[dict[str, str]]:
    return []
