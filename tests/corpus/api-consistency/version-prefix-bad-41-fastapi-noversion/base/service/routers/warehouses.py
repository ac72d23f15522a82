"""Warehouses."""

from fastapi import APIRouter, Depends, HTTPException, Query, status
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.database import get_session
from service.models import Warehouse

router = APIRouter(prefix="/warehouses", tags=["warehouses"])


class WarehouseIn(BaseModel):
    display_name: str
    owner_id: int


class WarehouseOut(WarehouseIn):
    id: int
    created_at: str


@router.get("", response_model=list[WarehouseOut])
def list_warehouses(
    page: int = Query(1, ge=1),
    page_size: int = Query(50, le=100),
    session: Session = Depends(get_session),
):
    statement = select(Warehouse).order_by(Warehouse.id).offset((page - 1) * page_size).limit(page_size)
    return session.scalars(statement).all()


@router.get("/{warehouse_id}", response_model=WarehouseOut)
def get_warehouse(warehouse_id: int, session: Session = Depends(get_session)):
    found = session.get(Warehouse, warehouse_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such warehouse"})
    return found


@router.post("", response_model=WarehouseOut, status_code=status.HTTP_201_CREATED)
def create_warehouse(body: WarehouseIn, session: Session = Depends(get_session)):
    row = Warehouse(**body.model_dump())
    session.add(row)
    session.commit()
    return row


@router.delete("/{warehouse_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_warehouse(warehouse_id: int, session: Session = Depends(get_session)) -> None:
    found = session.get(Warehouse, warehouse_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such warehouse"})
    session.delete(found)
    session.commit()
