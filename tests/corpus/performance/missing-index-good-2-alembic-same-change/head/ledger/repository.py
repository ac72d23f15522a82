from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from ledger.models import Payment


class PaymentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_id(self, payment_id: int) -> Payment | None:
        return await self._session.get(Payment, payment_id)

    async def by_provider_ref(self, reference: str) -> Payment | None:
        """The payment that the provider speaks of in its callback."""
        statement = select(Payment).where(Payment.provider_ref == reference)
        return (await self._session.scalars(statement)).one_or_none()

    async def of_account(self, account_id: int, state: str | None = None) -> list[Payment]:
        statement = select(Payment).where(Payment.account_id == account_id)
        if state is not None:
            statement = statement.where(Payment.state == state)
        return list((await self._session.scalars(statement.limit(100))).all())
