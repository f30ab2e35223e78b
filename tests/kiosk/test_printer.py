"""Tickets as bytes and back, byte budgets, and what counts as proof, failure and silence."""

from pathlib import Path

import msgspec
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.paper import raster
from kiosk.paper.blocks import Layout
from kiosk.paper.strips import Placement, obeyed_at_once, place, strips
from kiosk.paper.ticket import Slip, layout
from kiosk.printing.options import PrinterOptions
from kiosk.printing.ports import open_port
from kiosk.printing.printer import Printer, PrinterError, encode, encode_job
from kiosk.printing.status import (
    Account,
    Failed,
    PaperLevel,
    PrinterStatus,
    Proven,
    Reason,
    Silent,
    judge,
    read_status,
)
from kiosk.virtual_printer import decode, sample_slip
from tests.kiosk.slips import slips

OPTIONS = st.builds(
    PrinterOptions,
    paper_mm=st.sampled_from([80, 58]),
    placement=st.sampled_from(Placement),
    cut=st.sampled_from(["feed", "full", "partial"]),
    cut_feed_mm=st.just(0),
    motion_units=st.booleans(),
)
NATIVE = PrinterOptions(native_number=True, native_qr=True)


def laid(slip: Slip, options: PrinterOptions) -> Layout:
    return layout(slip, options.paper, options.logo)


def picture_of(slip: Slip, options: PrinterOptions) -> Image.Image:
    parts = strips(raster.draw(laid(slip, options)), options.placement)
    width_px = options.paper.width_px
    return raster.stack([place(part, width_px) for part in parts], width_px)


@settings(max_examples=30, deadline=None)
@given(slips(), OPTIONS)
def test_what_the_printer_cuts_off_is_the_picture_dot_for_dot(slip: Slip, options: PrinterOptions) -> None:
    decoded = decode(encode(laid(slip, options), options), options.paper.width_px)
    source = picture_of(slip, options)
    assert decoded.problems == []
    assert decoded.uncut.height == 0
    [cut] = decoded.cuts
    assert (cut.size, cut.tobytes()) == (source.size, source.tobytes())


@settings(max_examples=30, deadline=None)
@given(slips(), OPTIONS, st.booleans(), st.booleans())
def test_no_ticket_holds_bytes_that_are_obeyed_out_of_turn(
    slip: Slip, options: PrinterOptions, number: bool, code: bool
) -> None:
    options = msgspec.structs.replace(options, native_number=number, native_qr=code)
    data = encode(laid(slip, options), options)
    assert obeyed_at_once(data) == []
    assert decode(data, options.paper.width_px).problems == []


def test_the_reference_ticket_keeps_its_byte_budget() -> None:
    assert len(encode(laid(sample_slip(), PrinterOptions()), PrinterOptions())) <= 20_000
    assert len(encode(laid(sample_slip(), NATIVE), NATIVE)) <= 16_000


@pytest.mark.parametrize("paper_mm", [80, 58])
@pytest.mark.parametrize("centre", ["justify", "spaces"])
def test_the_printers_own_number_and_code_stand_in_the_middle_and_the_code_reads(paper_mm: int, centre: str) -> None:
    options = msgspec.structs.replace(NATIVE, paper_mm=paper_mm, native_centre=centre)
    [cut] = decode(encode(laid(sample_slip(), options), options), options.paper.width_px).cuts
    [code] = zxingcpp.read_barcodes(cut.convert("L"))
    assert code.text == sample_slip().qr
    corners = code.position
    assert abs(corners.top_left.x + corners.top_right.x - cut.width) <= 4
    text_only = msgspec.structs.replace(sample_slip(), field="", service="", office=(), title="", lines=(), qr="")
    [number] = decode(encode(laid(text_only, options), options), options.paper.width_px).cuts
    left, _, right, _ = raster.ink_box(number.crop((0, 0, number.width, 200)))
    assert abs(left + right - number.width) <= 30


def test_text_after_the_printers_own_number_is_where_it_was() -> None:
    raster_only = decode(encode(laid(sample_slip(), PrinterOptions()), PrinterOptions()), 576).cuts[0]
    native = decode(encode(laid(sample_slip(), NATIVE), NATIVE), 576).cuts[0]
    footer = (0, -130, 576, 0)
    boxes = [cut.crop((0, cut.height + footer[1], 576, cut.height)).tobytes() for cut in (raster_only, native)]
    assert boxes[0] == boxes[1]


def test_a_number_the_printer_has_no_letters_for_is_drawn() -> None:
    slip = sample_slip("Đ-025")
    [cut] = decode(encode(laid(slip, NATIVE), NATIVE), 576).cuts
    code_drawn = PrinterOptions(native_qr=True)
    assert cut.tobytes() == decode(encode(laid(slip, code_drawn), code_drawn), 576).cuts[0].tobytes()


def test_copies_are_cut_each() -> None:
    options = PrinterOptions(copies=3)
    cuts = decode(encode(laid(sample_slip(), options), options), 576).cuts
    assert len(cuts) == 3
    assert len({cut.tobytes() for cut in cuts}) == 1


def test_without_a_cutter_the_ticket_is_fed_out_and_stays_whole() -> None:
    options = PrinterOptions(cut="none", cut_feed_mm=20)
    decoded = decode(encode(laid(sample_slip(), options), options), 576)
    assert decoded.cuts == []
    assert decoded.uncut.height == picture_of(sample_slip(), options).height + 160


def test_a_logo_stands_above_the_office_in_black_and_white(tmp_path: Path) -> None:
    file = f"{tmp_path}/logo.png"
    Image.new("RGBA", (600, 100), (200, 0, 0, 255)).save(file)
    options = PrinterOptions(logo=file)
    [cut] = decode(encode(laid(sample_slip(), options), options), 576).cuts
    left, top, right, _ = raster.ink_box(cut.crop((0, 0, 576, 40)))
    assert (left, top, right) == (144, 0, 432)


def test_a_logo_that_is_no_picture_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(PrinterError, match=r"logo .*/none\.png: .*No such file"):
        Printer(open_port("tcp://127.0.0.1:1"), PrinterOptions(logo=f"{tmp_path}/none.png"))


def test_the_length_of_a_job_is_that_of_its_paper() -> None:
    for options in (PrinterOptions(), NATIVE):
        job = encode_job(laid(sample_slip(), options), options)
        [cut] = decode(b"".join(job.parts), 576).cuts
        assert job.height_mm == cut.height / 8


FINE = {1: 0x12, 2: 0x12, 4: 0x12}


@pytest.mark.parametrize(
    ("answers", "fault", "paper"),
    [
        (FINE, None, PaperLevel.ENOUGH),
        (FINE | {4: 0x1E}, None, PaperLevel.NEAR_END),
        (FINE | {1: 0x1A, 2: 0x32, 4: 0x72}, Reason.PAPER_OUT, PaperLevel.OUT),
        (FINE | {1: 0x1A, 2: 0x16}, Reason.COVER_OPEN, PaperLevel.ENOUGH),
        (FINE | {1: 0x1A, 2: 0x52, 3: 0x1A}, Reason.JAM, PaperLevel.ENOUGH),
        (FINE | {1: 0x1A, 2: 0x52, 3: 0x32}, Reason.ERROR, PaperLevel.ENOUGH),
        (FINE | {1: 0x1A}, Reason.OFFLINE, PaperLevel.ENOUGH),
        ({1: 0x12}, None, PaperLevel.UNKNOWN),
        ({1: 0x1A}, Reason.OFFLINE, PaperLevel.UNKNOWN),
        ({}, None, PaperLevel.UNKNOWN),
    ],
)
def test_status_bytes_are_read_as_printers_mean_them(
    answers: dict[int, int], fault: Reason | None, paper: PaperLevel
) -> None:
    status = read_status(answers)
    assert (status.fault, status.paper, status.answered) == (fault, paper, 1 in answers)


STATUSES = st.builds(
    PrinterStatus,
    online=st.sampled_from([None, True, False]),
    cover_open=st.sampled_from([None, True, False]),
    paper=st.sampled_from(PaperLevel),
    jam=st.sampled_from([None, True, False]),
    error=st.sampled_from([None, True, False]),
)
ACCOUNTS = st.builds(
    Account,
    sent=st.integers(0, 100),
    size=st.just(100),
    proof=st.booleans(),
    trouble=st.sampled_from(["", "tcp://p:9100: connection lost"]),
    status=STATUSES,
)


@given(ACCOUNTS)
def test_only_a_report_is_a_failure_and_only_proof_is_paper(account: Account) -> None:
    outcome = judge(account)
    assert isinstance(outcome, Proven) == account.proof
    if isinstance(outcome, Failed):
        assert account.status.fault or (account.status.answered and account.sent < account.size)
    if account.status == PrinterStatus() and not account.proof:
        assert isinstance(outcome, Silent)


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (
            Account(40, 100, False, "", read_status(FINE | {1: 0x1A, 2: 0x32, 4: 0x72})),
            Failed(Reason.PAPER_OUT, "printer reports paper out; 40 of 100 bytes sent", PrinterStatus()),
        ),
        (
            Account(40, 100, False, "tcp://p:9100: connection lost", read_status(FINE)),
            Failed(Reason.INTERRUPTED, "tcp://p:9100: connection lost; 40 of 100 bytes sent", PrinterStatus()),
        ),
        (
            Account(100, 100, False, "", PrinterStatus()),
            Silent("the printer does not answer; 100 of 100 bytes sent", PrinterStatus()),
        ),
        (
            Account(100, 100, False, "", read_status(FINE)),
            Silent("no proof of paper in time; 100 of 100 bytes sent", PrinterStatus()),
        ),
    ],
)
def test_outcomes_say_why(account: Account, said: Failed | Silent) -> None:
    outcome = judge(account)
    assert type(outcome) is type(said)
    for name in ("reason", "detail", "why"):
        assert getattr(outcome, name, None) == getattr(said, name, None)


def test_options_are_strict() -> None:
    for wrong in ({"paper_mm": 76}, {"copies": 0}, {"native": True}, {"cut": "saw"}, {"status_timeout_ms": 0}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, PrinterOptions)
