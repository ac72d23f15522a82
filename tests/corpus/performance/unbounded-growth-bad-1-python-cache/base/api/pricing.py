"""Prices, with what the tax service says."""

from __future__ import annotations

import logging
from functools import lru_cache

from fastapi import APIRouter, Depends

from api.clients import TaxClient, tax_client

router = APIRouter(prefix="/prices")
logger = logging.getLogger(__name__)


@router.get("/{sku}")
def price(sku: str, tax: TaxClient = Depends(tax_client)) -> dict[str, float]:
    return {"net": tax.net(sku)}
