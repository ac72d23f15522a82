from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse
from starlette.status import HTTP_303_SEE_OTHER

router = APIRouter()


@router.post("/login")
async def login(request: Request, email: str = Form(...), password: str = Form(...), next_url: str = Form("/")):
    user = await authenticate(email, password)
    request.session["user"] = user.id
    response = RedirectResponse(next_url, status_code=HTTP_303_SEE_OTHER)
    response.headers["x-user"] = str(user.id)
    return response


@router.get("/logout")
async def logout(request: Request):
    request.session.clear()
    target = request.query_params.get("next") or "/"
    return RedirectResponse(url=target)


@router.get("/callback")
async def callback(state: str, code: str = Query(...)):
    data = decode_state(state)
    await exchange(code)
    return RedirectResponse(url=f"https://{state}/done")


@router.get("/old/{item_id}")
async def old(item_id: int, request: Request):
    return RedirectResponse(url=f"/items/{item_id}")


@router.get("/docs-redirect")
async def docs(request: Request):
    return RedirectResponse(request.url_for("docs_page"))
