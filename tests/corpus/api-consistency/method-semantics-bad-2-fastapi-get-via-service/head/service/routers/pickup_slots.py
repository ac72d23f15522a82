"""Pickup slots: when a courier may come."""

import logging
from datetime import date

from fastapi import APIRouter, Depends, HTTPException, Query, status
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.database import get_session
from service.slots import confirm_slot
from service.models import PickupSlot

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/pickup-slots", tags=["pickup-slots"])


class PickupSlotIn(BaseModel):
    warehouse_id: int
    day: date
    max_parcels: int = Field(gt=0)


class PickupSlotOut(PickupSlotIn):
    id: int
    courier_name: str | None = None


@router.get("", response_model=list[PickupSlotOut])
def list_pickup_slots(
    page: int = Query(1, ge=1),
    page_size: int = Query(50, le=100),
    warehouse_id: int | None = None,
    session: Session = Depends(get_session),
):
    statement = select(PickupSlot).order_by(PickupSlot.day)
    if warehouse_id is not None:
        statement = statement.where(PickupSlot.warehouse_id == warehouse_id)
    return session.scalars(statement.offset((page - 1) * page_size).limit(page_size)).all()


@router.get("/{slot_id}", response_model=PickupSlotOut)
def get_pickup_slot(slot_id: int, session: Session = Depends(get_session)):
    slot = session.get(PickupSlot, slot_id)
    if slot is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such slot"})
    return slot


@router.post("", response_model=PickupSlotOut, status_code=status.HTTP_201_CREATED)
def create_pickup_slot(body: PickupSlotIn, session: Session = Depends(get_session)):
    """Offer a slot."""
    slot = PickupSlot(**body.model_dump())
    session.add(slot)
    session.commit()
    logger.info("slot %s offered", slot.id)
    return slot


@router.get("/{slot_id}/reserve", response_model=PickupSlotOut)
def reserve_pickup_slot(slot_id: int, session: Session = Depends(get_session)):
    slot = session.get(PickupSlot, slot_id)
    if slot is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such slot"})
    return confirm_slot(session, slot)


@router.delete("/{slot_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_pickup_slot(slot_id: int, session: Session = Depends(get_session)) -> None:
    slot = session.get(PickupSlot, slot_id)
    if slot is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such slot"})
    session.delete(slot)
    session.commit()
