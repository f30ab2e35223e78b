"""Files of the product are found, and a missing one says which is near."""

import pytest

from assets import AssetsError, find


def test_a_file_is_found_by_its_path() -> None:
    assert find("fonts/NotoSans-Bold.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_a_missing_file_names_itself_and_the_nearest() -> None:
    with pytest.raises(
        AssetsError, match=r"no asset file 'fonts/NotoSans-Bolt.ttf'; nearest: 'fonts/NotoSans-Bold.ttf'"
    ):
        find("fonts/NotoSans-Bolt.ttf")


def test_a_file_asked_for_without_its_folder_names_where_it_lies() -> None:
    with pytest.raises(AssetsError, match=r"nearest: 'fonts/NotoSans-Regular.ttf'"):
        find("NotoSans-Regular.ttf")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/hostname", "fonts", ""])
def test_nothing_outside_and_no_folder_is_found(name: str) -> None:
    with pytest.raises(AssetsError, match="no asset file"):
        find(name)
