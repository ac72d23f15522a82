from __future__ import annotations

import logging

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.auth import require_staff
from app.db import get_session
from app.models import Voucher

router = APIRouter(prefix="/vouchers", dependencies=[Depends(require_staff)])
logger = logging.getLogger(__name__)


class NewVoucher(BaseModel):
    code: str
    percent: int


@router.post("/")
def create_voucher(body: NewVoucher, session: Session = Depends(get_session)):
    voucher = Voucher(code=body.code, percent=body.percent)
    session.add(voucher)
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        logger.info("voucher %s exists", body.code)
        return {"success": False, "error": "A voucher with this code already exists"}
    return {"success": True, "id": voucher.id}


@router.delete("/{voucher_id}")
def delete_voucher(voucher_id: int, session: Session = Depends(get_session)):
    voucher = session.get(Voucher, voucher_id)
    if not voucher:
        return {"error": "voucher not found"}
    session.delete(voucher)
    session.commit()
    return {"deleted": voucher_id}
