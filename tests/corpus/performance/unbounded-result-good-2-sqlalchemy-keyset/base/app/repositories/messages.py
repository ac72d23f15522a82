from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Channel, Message, Role

BATCH = 1000


class MessageRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, message_id: int) -> Message | None:
        return self._session.get(Message, message_id)
