
class Profile(Base):
    __tablename__ = "profiles"
    nickname = Column(String)
