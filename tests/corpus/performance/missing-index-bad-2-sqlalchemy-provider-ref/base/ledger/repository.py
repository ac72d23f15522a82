from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from ledger.models import Payment


class PaymentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_id(self, payment_id: int) -> Payment | None:
        return await self._session.get(Payment, payment_id)
