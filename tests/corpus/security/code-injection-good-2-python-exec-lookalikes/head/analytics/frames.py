"""Work on data frames and models."""

import subprocess

import pandas as pd
import torch
from sqlalchemy import select
from sqlmodel import Session

from analytics.models import Measurement

_SCOPE: dict[str, object] = {}
exec(compile("def twice(x):\n    return 2 * x\n", "<built-in>", "exec"), _SCOPE)


class Trainer:
    def __init__(self, model: torch.nn.Module) -> None:
        self.model = model

    def validate(self, batch: torch.Tensor) -> torch.Tensor:
        self.model.eval()
        with torch.no_grad():
            return self.model(batch)


def load(session: Session, sensor: int) -> list[Measurement]:
    return list(session.exec(select(Measurement).where(Measurement.sensor == sensor)))


def ratios(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.eval("ratio = total / count")
    return frame.query("ratio > 0.5")


def evaluate(frame: pd.DataFrame, column: str) -> float:
    """Mean of one column that the request names."""
    if column not in frame.columns:
        raise KeyError(column)
    return float(frame[column].mean())


def run_sql(name: str) -> None:
    subprocess.run(["psql", "--file", name], check=True)


def step(kind: str, *arguments: object) -> object:
    actions = {"ratios": ratios, "evaluate": evaluate}
    return actions[kind](*arguments)
