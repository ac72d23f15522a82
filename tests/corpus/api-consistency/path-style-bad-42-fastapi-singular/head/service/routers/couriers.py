from typing import Annotated

from fastapi import APIRouter, Depends, Response, status

from service.couriers import CourierService, CourierNotFound
from service.paging import Page, PageParams
from service.schemas import CourierIn, CourierOut

router = APIRouter(prefix="/courier", tags=["couriers"])
Service = Annotated[CourierService, Depends()]
Paging = Annotated[PageParams, Depends()]


@router.get("")
async def list_couriers(service: Service, paging: Paging) -> Page[CourierOut]:
    return await service.page(paging)


@router.post("", status_code=201)
async def create_courier(body: CourierIn, service: Service, response: Response) -> CourierOut:
    made = await service.create(body)
    response.headers["Location"] = f"/v2/couriers/{made.id}"
    return made


@router.get("/{courier_id}/status")
async def courier_status(courier_id: int, service: Service):
    return await service.status(courier_id)


@router.post("/{courier_id}/location", status_code=status.HTTP_202_ACCEPTED)
async def push_location(courier_id: int, service: Service, lat: float, lon: float) -> None:
    await service.enqueue_location(courier_id, lat, lon)
