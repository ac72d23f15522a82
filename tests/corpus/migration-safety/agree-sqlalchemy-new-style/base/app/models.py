from sqlalchemy import Column, BigInteger, String

from app.db import Base


class User(Base):
    __tablename__ = "users"
    id = Column(BigInteger, primary_key=True)
    email = Column(String(255), nullable=False)
