"""`python -m broker report`, from its arguments to its exit code."""

import argparse
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from broker.reporting import add_report_arguments, run_report
from broker.store import Store
from tests.broker.reporting.sample import store_sample
from tests.broker.store.offices import OFFICE

pytestmark = pytest.mark.edge

DAYS = ("2026-11-20", "2026-11-23", "2026-11-23b")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "office.db"
    store_sample(path, OFFICE, DAYS, count=40)
    return path


def report(database: Path, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_report_arguments(parser)
    return run_report(parser.parse_args(["--db", str(database), *arguments]))


def made(database: Path, tmp_path: Path, *arguments: str) -> bytes:
    out = tmp_path / "made"
    assert report(database, "--out", str(out), *arguments) == 0
    return out.read_bytes()


def test_the_newest_day_is_meant_when_none_is_named(database: Path, tmp_path: Path) -> None:
    found = json.loads(made(database, tmp_path, "--format", "json"))
    assert (found["from"], found["to"], found["days"]) == ("2026-11-23", "2026-11-23", ["2026-11-23", "2026-11-23b"])
    assert found["total"]["legs"] == 80


def test_a_range_by_day(database: Path, tmp_path: Path) -> None:
    arguments = ("--from", "2026-11-20", "--to", "2026-11-23", "--by", "day", "--format", "json")
    found = json.loads(made(database, tmp_path, *arguments))
    assert [(group["key"], group["legs"]) for group in found["groups"]] == [(day, 40) for day in DAYS]


def test_the_office_of_the_journal_names_the_groups(database: Path, tmp_path: Path) -> None:
    assert "Sao y bản chính" in made(database, tmp_path).decode()
    assert "Certified copies" in made(database, tmp_path, "--lang", "en").decode()


def test_the_wait_log_is_csv_with_or_without_the_sign(database: Path, tmp_path: Path) -> None:
    with_bom = made(database, tmp_path, "--wait-log", "--from", "2026-11-20")
    assert with_bom.startswith(b"\xef\xbb\xbf")
    lines = list(
        csv.reader(io.StringIO(made(database, tmp_path, "--wait-log", "--no-bom", "--from", "2026-11-20").decode()))
    )
    assert len(lines) == 41 and {len(line) for line in lines} == {24}


def test_the_sheet_of_one_day_is_that_of_the_day_reopened_when_it_is_the_newest(database: Path, tmp_path: Path) -> None:
    assert json.loads(made(database, tmp_path, "--end-of-day", "--format", "json"))["day"] == "2026-11-23b"
    first = json.loads(made(database, tmp_path, "--end-of-day", "--format", "json", "--from", "2026-11-23"))
    assert (first["day"], first["total"]["legs"]) == ("2026-11-23", 40)
    assert made(database, tmp_path, "--end-of-day", "--format", "html").startswith(b"<!doctype html>")


def test_a_workbook_goes_to_a_file(database: Path, tmp_path: Path) -> None:
    assert made(database, tmp_path, "--format", "xlsx").startswith(b"PK")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("--from", "2026-11-24", "--to", "2026-11-23"), "the range ends before it begins"),
        (("--from", "tomorrow"), "is no date"),
        (("--from", "2020-01-01"), "it holds 2026-11-20 to 2026-11-23b"),
        (("--end-of-day", "--from", "2026-11-21"), "nothing to report for 2026-11-21"),
        (("--lang", "fr"), "no language 'fr'; there is: vi, en"),
        (("--wait-log", "--format", "xlsx"), "the wait log: there is no format 'xlsx'; there is: csv"),
        (("--format", "html"), "figures: there is no format 'html'; there is: table, csv, xlsx, json"),
        (("--end-of-day", "--format", "csv"), "the sheet of a day's end: there is no format 'csv'"),
    ],
)
def test_what_cannot_be_made_is_one_sentence_and_leaves_the_file_alone(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    out = tmp_path / "kept"
    out.write_text("as it was")
    assert report(database, "--out", str(out), *arguments) == 2
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1
    assert out.read_text() == "as it was"


def test_no_database_no_folder_and_no_file_for_a_workbook(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path / "nowhere.db") == 2
    assert report(database, "--out", str(tmp_path / "nowhere" / "x.csv")) == 2
    assert report(database, "--format", "xlsx") == 2
    said = capsys.readouterr().err.splitlines()
    assert "there is no such file" in said[0]
    assert said[1].endswith("x.csv: No such file or directory")
    assert said[2] == "a workbook needs a file to go to: --out FILE"


def test_reading_ends_quietly_when_nobody_reads_on(database: Path) -> None:
    program = (
        "import argparse, sys; from broker.reporting import add_report_arguments, run_report;"
        "parser = argparse.ArgumentParser(); add_report_arguments(parser); sys.exit(run_report(parser.parse_args()))"
    )
    command = [sys.executable, "-c", program, "--db", str(database), "--wait-log", "--from", "2026-11-20"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_a_report_is_made_while_the_broker_has_the_database(database: Path, tmp_path: Path) -> None:
    store = Store.open(database, holder="the broker")
    assert b"120" in made(database, tmp_path, "--from", "2026-11-20", "--to", "2026-11-23")
    store.close()


def test_csv_and_json_need_neither_rich_nor_xlsxwriter(database: Path, tmp_path: Path) -> None:
    program = (
        "import argparse, sys; from broker.reporting import add_report_arguments, run_report;"
        "parser = argparse.ArgumentParser(); add_report_arguments(parser); run_report(parser.parse_args());"
        "sys.stderr.write(str(sorted({'rich', 'xlsxwriter'} & set(sys.modules))))"
    )
    command = [sys.executable, "-c", program, "--db", str(database), "--format", "json"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == "[]"
