class Report(Base):
    __tablename__ = "reports"
