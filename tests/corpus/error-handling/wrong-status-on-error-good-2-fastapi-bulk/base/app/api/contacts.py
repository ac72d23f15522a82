from fastapi import APIRouter, Depends, HTTPException, Response, status
from pydantic import BaseModel

from app.auth import current_user
from app.contacts import Contacts, DuplicateContact, get_contacts

router = APIRouter(prefix="/contacts", dependencies=[Depends(current_user)])


class NewContact(BaseModel):
    email: str
    name: str

