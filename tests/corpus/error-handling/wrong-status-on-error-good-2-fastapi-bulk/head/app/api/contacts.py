from fastapi import APIRouter, Depends, HTTPException, Response, status
from pydantic import BaseModel

from app.auth import current_user
from app.contacts import Contacts, DuplicateContact, get_contacts

router = APIRouter(prefix="/contacts", dependencies=[Depends(current_user)])


class NewContact(BaseModel):
    email: str
    name: str


class RowResult(BaseModel):
    row: int
    id: int | None = None
    error: str | None = None


@router.post("/bulk", status_code=status.HTTP_207_MULTI_STATUS)
def bulk_create(rows: list[NewContact], contacts: Contacts = Depends(get_contacts)) -> list[RowResult]:
    """Create what can be created; each row says how it went."""
    results = []
    for number, row in enumerate(rows):
        try:
            created = contacts.create(row.email, row.name)
        except DuplicateContact:
            results.append(RowResult(row=number, error="duplicate"))
            continue
        results.append(RowResult(row=number, id=created.id))
    return results


@router.get("/{contact_id}")
def read(contact_id: int, response: Response, contacts: Contacts = Depends(get_contacts)):
    contact = contacts.find(contact_id)
    if contact is None:
        response.status_code = status.HTTP_404_NOT_FOUND
        return {"error": "contact not found"}
    return contact


@router.delete("/{contact_id}", status_code=204)
def delete(contact_id: int, contacts: Contacts = Depends(get_contacts)) -> None:
    if not contacts.delete(contact_id):
        raise HTTPException(status_code=404, detail="contact not found")
