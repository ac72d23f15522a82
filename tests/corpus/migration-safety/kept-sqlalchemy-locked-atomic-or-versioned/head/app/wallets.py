from sqlalchemy import select, update

from app.models import Document, Wallet


def top_up(session, wallet_id, amount):
    wallet = session.execute(select(Wallet).where(Wallet.id == wallet_id).with_for_update()).scalar_one()
    wallet.balance += amount
    session.commit()


def bonus(session, wallet_id, amount):
    session.execute(update(Wallet).where(Wallet.id == wallet_id).values(balance=Wallet.balance + amount))
    session.commit()


def edit(session, document_id, words):
    document = session.get(Document, document_id)
    document.words += words
    session.commit()
