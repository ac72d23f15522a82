"""Shipments."""

from fastapi import APIRouter, Depends, Query
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.carriers import announce
from app.database import session
from app.errors import not_found
from app.models import Order, Shipment
from app.schemas import ShipmentIn, ShipmentOut, ShipmentPage

router = APIRouter()


@router.get("/shipments", response_model=ShipmentPage)
def list_shipments(
    limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0), db: Session = Depends(session)
) -> ShipmentPage:
    rows = db.scalars(select(Shipment).order_by(Shipment.id.desc()).limit(limit).offset(offset)).all()
    total = db.scalar(select(func.count()).select_from(Shipment)) or 0
    return ShipmentPage(items=[ShipmentOut.model_validate(row) for row in rows], total=total)


@router.post("/shipments", response_model=ShipmentOut, status_code=201)
def create_shipment(wanted: ShipmentIn, db: Session = Depends(session)) -> Shipment:
    if db.get(Order, wanted.order_id) is None:
        raise not_found("order")
    shipment = Shipment(**wanted.model_dump())
    db.add(shipment)
    db.commit()
    announce(shipment)
    return shipment
