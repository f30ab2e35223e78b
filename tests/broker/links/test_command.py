"""`python -m broker links check`: what is wrong in the settings is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.__main__ import main


def test_a_mistake_in_the_file_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    web = tmp_path / "web.toml"
    web.write_text('port = 8080\n\n[links]\nkind = "htp"\n')
    assert main(["links", "check", "--settings", str(web)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{web}:4: [links]: kind = 'htp': expected one of ") and "--kind" not in said


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "check", "--settings", str(tmp_path / "no.toml")]) == 2
    assert capsys.readouterr().err == f"{tmp_path}/no.toml: cannot be read: No such file or directory\n"


def test_an_option_that_is_wrong_is_named_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "check", "--kind", "htp"]) == 2
    assert "--kind" in capsys.readouterr().err
