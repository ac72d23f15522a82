"""Projects over HTTP."""

import logging
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.deps import session
from api.schemas import ProjectIn, ProjectOut
from domain.projects import ProjectNotFound, Projects, QuotaExceeded

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/projects")


@router.get("/{project_id}", response_model=ProjectOut)
def read(project_id: UUID, db: Session = Depends(session)):
    return Projects(db).get(project_id)
