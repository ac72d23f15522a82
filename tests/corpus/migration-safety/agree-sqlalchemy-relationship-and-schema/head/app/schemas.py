from pydantic import BaseModel, Field


class InvoiceOut(BaseModel):
    number: str = Field(max_length=20)
    region: str | None = None
