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

    def page(self, channel: Channel, before: int | None, size: int = 50) -> list[Message]:
        """The newest messages of a channel before the given id."""
        query = select(Message).where(Message.channel_id == channel.id)
        if before is not None:
            query = query.where(Message.id < before)
        query = query.order_by(Message.id.desc()).limit(min(size, 200))
        return list(self._session.scalars(query).all())

    def by_ids(self, ids: list[int]) -> dict[int, Message]:
        rows = self._session.scalars(select(Message).where(Message.id.in_(ids))).all()
        return {row.id: row for row in rows}

    def counts(self) -> dict[int, int]:
        rows = self._session.execute(select(Message.channel_id, func.count()).group_by(Message.channel_id)).all()
        return {channel: count for channel, count in rows}

    def everything(self) -> Iterator[Message]:
        """Every message, streamed."""
        query = select(Message).order_by(Message.id).execution_options(yield_per=BATCH)
        yield from self._session.scalars(query)

    def roles(self) -> list[Role]:
        """The roles a member can have; seeded by a migration."""
        return list(self._session.scalars(select(Role).order_by(Role.rank)).all())
