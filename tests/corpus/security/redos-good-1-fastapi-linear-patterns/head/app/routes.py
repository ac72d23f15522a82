from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from app.accounts import Accounts, get_accounts
from app.validation import Invalid, check_email

router = APIRouter(prefix="/accounts")


class SignUp(BaseModel):
    email: str
    name: str


@router.post("", status_code=201)
async def sign_up(body: SignUp, accounts: Accounts = Depends(get_accounts)):
    try:
        email = check_email(body.email)
    except Invalid as error:
        raise HTTPException(422, str(error)) from error
    return await accounts.create(email=email, name=body.name)
