"""A stand-in for GitHub: real HTTP, real git, strict about the published contract. See ``StandIn``."""

from bot.demo.standin.credentials import AppCredentials
from bot.demo.standin.faults import FaultKind
from bot.demo.standin.history import HistoryError
from bot.demo.standin.journal import CallRecord, Violation
from bot.demo.standin.stand_in import StandIn
from bot.demo.standin.state import Delivery

__all__ = ["AppCredentials", "CallRecord", "Delivery", "FaultKind", "HistoryError", "StandIn", "Violation"]
