from __future__ import annotations

import logging

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

from app.auth import current_user
from app.coupons import CouponExpired, CouponService, get_service
from app.settings import get_settings

router = APIRouter(prefix="/coupons", dependencies=[Depends(current_user)])
logger = logging.getLogger(__name__)


class Redeem(BaseModel):
    code: str
    cart_id: int

