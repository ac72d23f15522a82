from urllib.parse import urlparse, urlsplit
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from app.settings import settings

router = APIRouter()
ALLOWED_HOSTS = {"app.example.com", "admin.example.com"}


@router.get("/logout")
async def logout(request: Request, next: str = "/"):
    request.session.clear()
    parts = urlsplit(next)
    if parts.scheme or parts.netloc:
        next = "/"
    return RedirectResponse(url=next)


@router.get("/leave")
async def leave(url: str):
    host = urlparse(url).hostname
    if host not in ALLOWED_HOSTS:
        raise HTTPException(400, "unknown host")
    return RedirectResponse(url)


@router.get("/sso")
async def sso(state: str, request: Request):
    saved = request.session.pop("oauth_state", None)
    if saved is None or saved["state"] != state:
        raise HTTPException(400, "unknown state")
    return RedirectResponse(saved["return_to"])


@router.get("/pay/{order_id}")
async def pay(order_id: int, service=None):
    session = await service.checkout(order_id)
    return RedirectResponse(session.url, status_code=303)


@router.get("/authorize")
async def authorize(request: Request):
    state = request.query_params.get("state", "")
    return RedirectResponse(f"{settings.idp_url}/authorize?client_id={settings.client_id}&state={state}")


@router.get("/tab/{name}")
async def tab(name: str, request: Request):
    return RedirectResponse(f"/dashboard?tab={name}")
