from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from ledger.models import Payment


class PaymentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_id(self, payment_id: int) -> Payment | None:
        return await self._session.get(Payment, payment_id)

    async def of_account(self, account_id: int, limit: int = 50) -> list[Payment]:
        """Newest payments of an account."""
        statement = (
            select(Payment)
            .where(Payment.account_id == account_id)
            .order_by(Payment.created_at.desc())
            .limit(limit)
        )
        return list((await self._session.scalars(statement)).all())

    async def by_provider_ref(self, reference: str) -> Payment | None:
        """The payment that the provider speaks of in its callback."""
        statement = select(Payment).where(Payment.provider_ref == reference)
        return (await self._session.scalars(statement)).one_or_none()
