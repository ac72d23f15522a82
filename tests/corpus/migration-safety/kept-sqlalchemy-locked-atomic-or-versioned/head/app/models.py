from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Document(Base):
    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[int]
    revision: Mapped[int]

    __mapper_args__ = {"version_id_col": revision}
