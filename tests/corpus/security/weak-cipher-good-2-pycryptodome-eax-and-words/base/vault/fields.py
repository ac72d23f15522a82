"""Encrypted model fields."""

from __future__ import annotations

import base64

from django.conf import settings
from django.db import models


class UpperCharField(models.CharField):
    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else value.upper()
