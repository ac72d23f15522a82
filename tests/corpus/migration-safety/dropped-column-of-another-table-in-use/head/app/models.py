from sqlalchemy import Column, String
class User(Base):
    __tablename__ = "users"
    id = Column(Integer)

class Order(Base):
    __tablename__ = "orders"
    status = Column(String)
