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
    try:
        return Projects(db).get(project_id)
    except ProjectNotFound:
        raise HTTPException(status_code=404, detail="No such project")


@router.post("", response_model=ProjectOut, status_code=status.HTTP_201_CREATED)
def create(body: ProjectIn, db: Session = Depends(session)):
    try:
        return Projects(db).create(body.name)
    except QuotaExceeded as exc:
        raise HTTPException(status.HTTP_403_FORBIDDEN, f"Limit of {exc.limit} projects reached")
    except IntegrityError:
        db.rollback()
        raise HTTPException(status_code=409, detail="A project with this name exists")


@router.post("/{project_id}/export")
def export(project_id: UUID, db: Session = Depends(session)):
    try:
        return Projects(db).export(project_id)
    except OSError:
        logger.exception("export of %s failed", project_id)
        raise HTTPException(status_code=503, detail="Exports are not available at the moment")
