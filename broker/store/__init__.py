"""The store: journal, wait log and figures in one SQLite file, written by one program at a time.

The only room that knows SQLAlchemy and Alembic. `reports` reads beside the writer; `sealing.verify` checks a file.
"""

from broker.store.errors import StoreError, StoreHeld
from broker.store.rows import Batch, Row
from broker.store.store import Store

__all__ = ["Batch", "Row", "Store", "StoreError", "StoreHeld"]
