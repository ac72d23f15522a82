"""What happens to pickup slots."""

from sqlalchemy.orm import Session

from service.models import PickupSlot


def confirm_slot(session: Session, slot: PickupSlot) -> PickupSlot:
    """Mark the slot as taken."""
    slot.confirmed = True
    session.add(slot)
    session.commit()
    return slot
