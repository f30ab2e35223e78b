from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path, holder="the test")
    yield opened
    opened.close()
