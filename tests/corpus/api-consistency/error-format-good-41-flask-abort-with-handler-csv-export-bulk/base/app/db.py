from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, scoped_session, sessionmaker

engine = create_engine("sqlite:///app.db")
session = scoped_session(sessionmaker(engine))


class Base(DeclarativeBase):
    pass
