from fastapi import APIRouter, BackgroundTasks, Depends

from api.mail import Mailer, get_mailer
from api.store import Store, get_store

router = APIRouter()


@router.post("/users", status_code=201)
async def create_user(email: str, tasks: BackgroundTasks, store: Store = Depends(get_store), mailer: Mailer = Depends(get_mailer)):
    user = await store.add(email)
    tasks.add_task(mailer.send, "welcome", user.email)
    return {"id": user.id, "email": user.email, "verified": False}
