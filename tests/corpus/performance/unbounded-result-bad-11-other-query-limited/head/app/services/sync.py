import logging
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import boto3
import requests
from sqlalchemy.orm import Session

from app.models import Device, Reading

logger = logging.getLogger(__name__)
s3 = boto3.client("s3")


class SyncError(Exception):
    pass


class DeviceSync:
    def __init__(self, session: Session, base_url: str):
        self.session = session
        self.base_url = base_url

    @lru_cache(maxsize=None)
    def region_of(self, device_id: str) -> str:
        return self.session.query(Device.region).filter(Device.id == device_id).scalar()

    def averages(self) -> dict[str, float]:
        devices = self.session.query(Device).all()
        result = {}
        for device in devices:
            readings = self.session.query(Reading).filter(Reading.device_id == device.id).limit(100).all()
            if readings:
                result[device.id] = sum(r.value for r in readings) / len(readings)
        return result

    def push(self, payload: dict) -> str:
        try:
            response = requests.post(f"{self.base_url}/readings", json=payload, timeout=5)
            response.raise_for_status()
        except requests.RequestException as exc:
            raise SyncError("readings were not accepted")
        return response.json()["id"]

    def archive(self, key: str, path: str) -> None:
        try:
            s3.upload_file(path, "archive", key)
        except Exception as exc:
            print(exc)
            return None
