"""The look at work: both show-pieces are whole, and are left in build/ to be looked at."""

import pytest

from assets.look.theme import Screen, hall_look, hand_look
from tests.assets.sample_pages import hall_page, kiosk_page
from tests.kivy_tools import BUILD, Stage, cut_texts, target_faults

pytestmark = pytest.mark.edge
PORTRAIT = Screen(1080, 1920, 15.6)
HALL = Screen(1920, 1080, 55)


def test_kiosk_page_has_no_cut_text_and_only_full_targets(stage: Stage) -> None:
    look = hand_look(PORTRAIT)
    page = stage.show(kiosk_page(look))
    stage.shot(BUILD / "look-kiosk.png")
    assert cut_texts(page) == []
    assert target_faults(page, look) == []


def test_hall_page_has_no_cut_text(stage: Stage) -> None:
    page = stage.show(hall_page(hall_look(HALL, distance_m=6)), 1920, 1080)
    stage.shot(BUILD / "look-hall.png")
    assert cut_texts(page) == []
