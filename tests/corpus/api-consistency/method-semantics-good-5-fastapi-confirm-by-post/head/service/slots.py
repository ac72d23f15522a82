from sqlalchemy.orm import Session

from service.models import PickupSlot


def confirm_slot(session: Session, slot: PickupSlot) -> PickupSlot:
    slot.confirmed = True
    session.commit()
    return slot
