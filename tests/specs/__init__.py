"""Specs written by hand, rich enough that every part of a generated app has something to do."""

from tests.specs.analytics import analytics
from tests.specs.bookings import bookings
from tests.specs.clinic import clinic, exchange
from tests.specs.games import playground
from tests.specs.lending import lending
from tests.specs.orders import orders_pipeline
from tests.specs.shop import shop
from tests.specs.theatre import theatre

__all__ = ["analytics", "bookings", "clinic", "exchange", "lending", "orders_pipeline", "playground", "shop", "theatre"]
