from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.models import Invoice
