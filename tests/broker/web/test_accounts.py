"""The file of the accounts: tables and migrations agree, nothing secret is readable in it, the command line."""

from __future__ import annotations

import io
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from broker.__main__ import main
from broker.store import StoreError
from broker.web.accounts import Account, Base, People, Sessions
from broker.web.accounts.base import HEAD, MIGRATIONS
from broker.web.accounts.tables import metadata
from tests.broker.web.conftest import PASSWORD

pytestmark = pytest.mark.edge


def test_the_migrations_make_the_tables(base: Base) -> None:
    with base.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert max(each.name[:4] for each in (MIGRATIONS / "versions").glob("0*.py")) == HEAD


def test_who_reads_the_file_can_neither_sign_in_nor_take_a_session(base: Base) -> None:
    People(base).add(Account("lan", "clerk"), PASSWORD)
    session = Sessions(base, idle_s=60, longest_s=60).begin(People(base).one("lan"), "127.0.0.1")
    written = b"".join(each.read_bytes() for each in base.path.parent.glob("web.db*"))
    assert PASSWORD.encode() not in written
    assert session.token.encode() not in written
    assert stat.S_IMODE(base.path.stat().st_mode) == 0o600


def test_a_restart_keeps_everybody_signed_in(base: Base) -> None:
    again = Base(base.path, base.now_s)
    assert again.signing_key == base.signing_key


def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    strange = tmp_path / "strange.db"
    sqlite3.connect(strange).execute("CREATE TABLE things (a)").connection.close()
    with pytest.raises(StoreError, match=r"strange\.db: it was not written by this program"):
        Base(strange)
    with pytest.raises(StoreError, match="there is no folder"):
        Base(tmp_path / "no" / "web.db")


def test_the_command_line_makes_lists_and_disables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ["--accounts", str(tmp_path / "web.db")]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\nhoa sua thom\n"))
    assert main(["accounts", "add", "lan", "--clerk", "lan", *file]) == 0
    assert main(["accounts", "add", "lan", *file]) == 2
    assert main(["accounts", "password", "lan", *file]) == 2
    assert main(["accounts", "disable", "lan", *file]) == 0
    assert main(["accounts", "list", *file]) == 0
    assert main(["accounts", "disable", "hoa", *file]) == 2
    told = capsys.readouterr()
    assert "lan                  clerk    lan                  disabled" in told.out
    assert "is there already" in told.err
    assert "there is no account 'hoa'" in told.err


def test_the_web_command_says_what_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["web", "--db", str(tmp_path / "none.db")]) == 2
    (tmp_path / "office.db").touch()
    assert main(["web", "--db", str(tmp_path / "office.db"), "--key", str(tmp_path / "key.pem")]) == 2
    for name, text in (("quiet", "12-13"), ("volume", "07:00=0")):
        assert main(["web", "--db", str(tmp_path / "office.db"), f"--{name}", text]) == 2
    told = capsys.readouterr().err
    assert "quiet: '12-13' is no time of quiet" in told
    assert "volume: '07:00=0' is no volume" in told
    assert "none.db: there is none" in told
    assert "one is given without the other" in told
