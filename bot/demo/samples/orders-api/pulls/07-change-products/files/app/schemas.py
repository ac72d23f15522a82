"""What goes over the wire. Lists come in pages of one shape."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Row(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class CustomerOut(Row):
    id: int
    email: str
    name: str


class ProductOut(Row):
    id: int
    sku: str
    title: str
    price: Decimal


class ProductChange(BaseModel):
    title: str = Field("", min_length=1, max_length=200)
    price: Decimal = Field(Decimal(0), ge=0)


class OrderLineIn(BaseModel):
    product_id: int
    quantity: int = Field(ge=1, le=999)


class OrderIn(BaseModel):
    customer_id: int
    lines: list[OrderLineIn] = Field(min_length=1)


class OrderOut(Row):
    id: int
    customer_id: int
    status: str
    total: Decimal
    created_at: datetime


class ShipmentIn(BaseModel):
    order_id: int
    carrier: str
    tracking_number: str | None = None


class ShipmentOut(Row):
    id: int
    order_id: int
    carrier: str
    tracking_number: str | None
    sent_at: datetime


class CustomerPage(BaseModel):
    items: list[CustomerOut]
    total: int


class ProductPage(BaseModel):
    items: list[ProductOut]
    total: int


class OrderPage(BaseModel):
    items: list[OrderOut]
    total: int


class ShipmentPage(BaseModel):
    items: list[ShipmentOut]
    total: int
