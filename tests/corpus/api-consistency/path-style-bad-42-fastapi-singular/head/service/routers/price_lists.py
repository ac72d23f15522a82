"""PriceLists."""

from fastapi import APIRouter, Depends, HTTPException, Query, status
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.database import get_session
from service.models import PriceList

router = APIRouter(prefix="/price-lists", tags=["price-lists"])


class PriceListIn(BaseModel):
    display_name: str
    owner_id: int


class PriceListOut(PriceListIn):
    id: int
    created_at: str


@router.get("", response_model=list[PriceListOut])
def list_price_lists(
    page: int = Query(1, ge=1),
    page_size: int = Query(50, le=100),
    session: Session = Depends(get_session),
):
    statement = select(PriceList).order_by(PriceList.id).offset((page - 1) * page_size).limit(page_size)
    return session.scalars(statement).all()


@router.get("/{price_list_id}", response_model=PriceListOut)
def get_price_list(price_list_id: int, session: Session = Depends(get_session)):
    found = session.get(PriceList, price_list_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such price_list"})
    return found


@router.post("", response_model=PriceListOut, status_code=status.HTTP_201_CREATED)
def create_price_list(body: PriceListIn, session: Session = Depends(get_session)):
    row = PriceList(**body.model_dump())
    session.add(row)
    session.commit()
    return row


@router.delete("/{price_list_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_price_list(price_list_id: int, session: Session = Depends(get_session)) -> None:
    found = session.get(PriceList, price_list_id)
    if found is None:
        raise HTTPException(status_code=404, detail={"code": "not_found", "message": "no such price_list"})
    session.delete(found)
    session.commit()
