from fastapi import APIRouter, Depends

from api.deps import require_internal
from api.jobs import rebuild

router = APIRouter(prefix="/internal", dependencies=[Depends(require_internal)])


@router.post("/rebuild")
async def start_rebuild() -> dict[str, bool]:
    await rebuild()
    return {"started": True}
