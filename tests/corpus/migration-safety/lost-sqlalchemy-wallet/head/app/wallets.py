from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Wallet


async def top_up(session: AsyncSession, wallet_id: int, amount: int) -> Wallet:
    async with session.begin():
        result = await session.execute(select(Wallet).where(Wallet.id == wallet_id))
        wallet = result.scalar_one()
        wallet.balance = wallet.balance + amount
    return wallet
