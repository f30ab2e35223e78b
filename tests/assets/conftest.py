import pytest

from tests.assets.widget_bench import Bench
from tests.kivy_tools import Stage, kivy_window, stage

__all__ = ["bench", "kivy_window", "stage"]


@pytest.fixture
def bench(stage: Stage) -> Bench:
    return Bench(stage)
