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


@router.post("/redeem")
def redeem(body: dict[str, object], service: CouponService = Depends(get_service)) -> dict[str, str]:
    try:
        command = Redeem.model_validate(body)
    except ValidationError as invalid:
        raise HTTPException(422, detail=invalid.errors(include_url=False)) from invalid
    try:
        discount = service.redeem(command.code, command.cart_id)
    except CouponExpired as expired:
        logger.info("coupon %s expired on %s", command.code, expired.on)
        raise HTTPException(410, detail=f"This coupon expired on {expired.on:%d %B}") from expired
    except ConnectionError as exc:
        logger.exception("coupon store is away")
        raise HTTPException(503, detail="Coupons cannot be redeemed right now") from exc
    return {"discount": str(discount)}


async def unhandled(request: Request, exc: Exception) -> JSONResponse:
    logger.error("unhandled error on %s", request.url.path, exc_info=exc)
    content = {"detail": "Internal server error"}
    if get_settings().debug:
        content["exception"] = repr(exc)
    return JSONResponse(status_code=500, content=content)
