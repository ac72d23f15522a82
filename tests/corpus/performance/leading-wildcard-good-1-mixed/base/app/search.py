from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Tag
