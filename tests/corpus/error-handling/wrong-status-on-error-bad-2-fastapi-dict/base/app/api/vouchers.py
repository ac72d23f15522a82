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

