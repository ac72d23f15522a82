from fastapi import APIRouter, Depends

from api.mail import Mailer, get_mailer
from api.store import Store, get_store

router = APIRouter()


@router.post("/users", status_code=200)
async def create_user(email: str, store: Store = Depends(get_store), mailer: Mailer = Depends(get_mailer)):
    user = await store.add(email)
    await mailer.welcome(user)
    return {"id": user.id, "email": user.email}
