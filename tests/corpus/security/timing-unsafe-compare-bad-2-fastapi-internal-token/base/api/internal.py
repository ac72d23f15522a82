from fastapi import APIRouter, Depends

from api.jobs import rebuild

router = APIRouter(prefix="/internal")


@router.post("/rebuild")
async def start_rebuild() -> dict[str, bool]:
    await rebuild()
    return {"started": True}
