"""Messages go over the wire and come back the same; what is not understood is refused, and nothing else happens."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broker.contract.codec import (
    LARGEST,
    VERSION,
    Answer,
    CommandMessage,
    ContractError,
    StatusMessage,
    decode_answer,
    decode_command,
    decode_event,
    decode_status,
    encode,
    encode_event,
)
from broker.contract.commands import COMMANDS, CloseDay, Command, RequestTicket, StopIssuing
from broker.contract.events import EVENTS, CommandRefused, DayOpened, Event, OfficeApplied, TicketPrinted
from broker.contract.refusals import REFUSALS
from broker.contract.status import STATUSES, Beat, Catalogue, Status
from tests.broker.contract.make import anything, as_json
from tests.offices import small_office

few = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
READERS = (decode_command, decode_answer, decode_status, decode_event)


def wire(plain: Any) -> bytes:
    return msgspec.json.encode(plain)


def command(**changes: Any) -> dict[str, Any]:
    """A good command as plain data, spoiled by `changes`."""
    return as_json(CommandMessage(id="c-7", device="k1", command=CloseDay())) | changes


# --- what is sent is what is read ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", COMMANDS)
@few
@given(data=st.data())
def test_every_command_comes_back_the_same(kind: type[Command], data: Any) -> None:
    sent = CommandMessage(id="c-7", device="k1", command=data.draw(anything(kind)))
    assert decode_command(encode(sent)) == sent


@pytest.mark.parametrize("kind", EVENTS)
@few
@given(data=st.data())
def test_every_event_comes_back_the_same_from_journal_and_answer(kind: type[Event], data: Any) -> None:
    event = data.draw(anything(kind))
    answer = Answer(id="c-7", epoch=3, at=5, events=(event,))  # type: ignore[arg-type]
    assert decode_event(encode_event(event)) == event
    assert decode_answer(encode(answer)) == answer


@pytest.mark.parametrize("kind", STATUSES)
@few
@given(data=st.data())
def test_every_status_comes_back_the_same(kind: type[Status], data: Any) -> None:
    status = data.draw(anything(kind))
    assert decode_status(encode(StatusMessage(status=status))) == status


def test_every_kind_has_its_own_name_on_the_wire() -> None:
    kinds = [each.__struct_config__.tag for each in (*COMMANDS, *EVENTS, *STATUSES)]
    assert len(kinds) == len(set(kinds))


# --- strict with commands, generous with newer events and status ------------------------------------------


@pytest.mark.parametrize("kind", COMMANDS)
@few
@given(data=st.data())
def test_an_unknown_field_in_a_command_is_refused_with_its_id(kind: type[Command], data: Any) -> None:
    plain = command(command=as_json(data.draw(anything(kind))) | {"later": 1})
    with pytest.raises(ContractError) as refused:
        decode_command(wire(plain))
    assert (refused.value.code, refused.value.command_id) == ("malformed", "c-7")
    assert "later" in str(refused.value.params["what"])


def test_an_unknown_field_beside_a_command_is_refused() -> None:
    with pytest.raises(ContractError, match="later"):
        decode_command(wire(command(later=1)))


@pytest.mark.parametrize("kind", EVENTS)
@few
@given(data=st.data())
def test_unknown_fields_of_a_newer_minor_version_are_ignored_in_events(kind: type[Event], data: Any) -> None:
    event = data.draw(anything(kind))
    newer = as_json(event) | {"later": {"deep": [1, None]}}
    answer = {"v": [VERSION[0], VERSION[1] + 6], "id": "c-7", "epoch": 3, "at": 5, "events": [newer], "later": True}
    assert decode_event(wire(newer)) == event
    assert decode_answer(wire(answer)).events == (event,)


@pytest.mark.parametrize("kind", STATUSES)
@few
@given(data=st.data())
def test_unknown_fields_of_a_newer_minor_version_are_ignored_in_status(kind: type[Status], data: Any) -> None:
    status = data.draw(anything(kind))
    newer = {"v": [VERSION[0], VERSION[1] + 6], "status": as_json(status) | {"later": "x"}, "later": 0}
    assert decode_status(wire(newer)) == status


def test_a_newer_minor_version_of_a_command_is_read() -> None:
    assert decode_command(wire(command(v=[VERSION[0], VERSION[1] + 1]))).command == CloseDay()


@pytest.mark.parametrize(
    "plain",
    [
        command(v=[2, 0]),
        command(v=[0, 9]),
        command(v=[2, 0], command={"kind": "Teleport", "to": "home"}),
        command(v=[2, 0], later=1, command=7),
    ],
)
def test_another_major_version_is_refused_by_name_whatever_else_it_holds(plain: dict[str, Any]) -> None:
    with pytest.raises(ContractError) as refused:
        decode_command(wire(plain))
    assert (refused.value.code, refused.value.command_id) == ("version", "c-7")
    assert refused.value.params == {"spoken": plain["v"][0], "here": VERSION[0]}


def test_another_major_version_is_refused_in_answers_and_status_too() -> None:
    for read, plain in (
        (decode_answer, {"v": [2, 0], "id": "c-7", "epoch": 1, "at": 1}),
        (decode_status, {"v": [2, 0], "status": as_json(Beat(epoch=1, beat=1, now=1))}),  # type: ignore[arg-type]
    ):
        with pytest.raises(ContractError) as refused:
            read(wire(plain))  # type: ignore[operator]
        assert refused.value.code == "version"


def test_a_newer_office_is_read_in_events_and_status_and_refused_in_a_command() -> None:
    office = as_json(small_office())
    newer = office | {"later": 1, "services": [each | {"later": 1} for each in office["services"]]}
    assert decode_event(wire({"kind": "OfficeApplied", "office": newer})) == OfficeApplied(office=small_office())
    status = {"v": [1, 3], "status": {"kind": "Catalogue", "epoch": 1, "digest": "d", "office": newer}}
    assert decode_status(wire(status)) == Catalogue(epoch=1, digest="d", office=small_office())
    assert decode_command(wire(command(command={"kind": "ApplyOffice", "office": office})))
    for spoiled, where in (
        (newer, r"\$\.command\.office\.later"),
        (office | {"services": newer["services"]}, r"\$\.command\.office\.services\[0\]\.later"),
        (office | {"rules": office["rules"] | {"speed": 2}}, r"\$\.command\.office\.rules\.speed"),
    ):
        with pytest.raises(ContractError, match=where) as refused:
            decode_command(wire(command(command={"kind": "ApplyOffice", "office": spoiled})))
        assert (refused.value.code, refused.value.command_id) == ("malformed", "c-7")


# --- garbage ---------------------------------------------------------------------------------------------


def unread(payload: bytes) -> None:
    """Every reader either reads it or says that it cannot; nothing else ever comes out."""
    for read in READERS:
        try:
            read(payload)
        except ContractError as refused:
            assert refused.code in REFUSALS
            assert set(refused.params) == set(REFUSALS[refused.code][1])
            assert len(refused.command_id) <= 64
            wire(refused.params)  # it can be answered


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["v", "id", "kind", "command", "device", "status", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@many
@given(st.binary(max_size=200))
def test_any_bytes(payload: bytes) -> None:
    unread(payload)


@many
@given(JSON)
def test_any_json(plain: Any) -> None:
    unread(wire(plain))


@many
@given(data=st.data())
def test_a_good_message_with_one_value_spoiled(data: Any) -> None:
    inner = as_json(data.draw(anything(data.draw(st.sampled_from(COMMANDS)))))
    inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(JSON)
    unread(wire(command(command=inner)))


@many
@given(data=st.data())
def test_a_good_message_torn_or_bent_on_the_way(data: Any) -> None:
    whole = bytearray(wire(command(command=as_json(data.draw(anything(RequestTicket))))))
    at = data.draw(st.integers(0, len(whole) - 1))
    how = data.draw(st.sampled_from(["cut", "flip", "twice", "noise"]))
    if how == "cut":
        del whole[at:]
    elif how == "flip":
        whole[at] ^= 1 << data.draw(st.integers(0, 7))
    elif how == "twice":
        whole += whole[at:]
    else:
        whole[at:at] = data.draw(st.binary(min_size=1, max_size=5))
    unread(bytes(whole))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x00",
        b"\x00" * 1000,
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"[" * 200_000,
        b'{"later":' * 50_000,
        b'{"later":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"v":[1,0],"id":"' + b"x" * 5000 + b'"}',
        b'{"v":[1,0],"id":"\\ud800"}',
        b'{"v":[1,0],"id":"c\x00"}',
        b'{"v":[1,0],"id":"\xed\xa0\x80"}',
        b'{"v":[' + b"9" * 5000 + b',0],"id":"c"}',
        b'{"v":[' + b"9" * 400 + b',0],"id":"c"}',
        b'{"v":[1e999,0],"id":"c"}',
        b'{"v":null,"id":null}',
        b'{"v":[2],"id":"c"}',
        b'{"v":[],"id":"c"}',
        b'{"v":"1.0","id":7}',
        b"NaN",
    ],
    ids=lambda payload: repr(payload[:24]),
)
def test_garbage_somebody_will_send(payload: bytes) -> None:
    unread(payload)
    for read in READERS:
        with pytest.raises(ContractError):
            read(payload)


@pytest.mark.parametrize("read", [decode_command, decode_answer, decode_status])
def test_a_huge_message_is_refused_unread(read: Any) -> None:
    whole = wire(command(command=as_json(StopIssuing(service="copy")))).ljust(LARGEST + 1)
    with pytest.raises(ContractError, match="more than") as refused:
        read(whole)
    assert refused.value.code == "malformed"


def test_the_largest_message_is_still_read() -> None:
    assert decode_command(wire(command()).ljust(LARGEST)).command == CloseDay()


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("ReportSpoken", "ended", 10**30),
        ("ReportSpoken", "ended", -1),
        ("PauseCounter", "until", 10**30),
        ("AdoptOffline", "taken", 10**30),
        ("RequestTicket", "quantity", 0),
        ("RequestTicket", "quantity", 10**30),
        ("RequestTicket", "request_id", "short"),
        ("RequestTicket", "service", "Land!"),
        ("FinishService", "dossiers", 1000),
        ("FinishService", "outcome", "served"),
        ("HoldTicket", "return_after_s", 86_401),
        ("CallThis", "reason", ""),
        ("StopIssuing", "reason", "x" * 201),
        ("GiveUpTicket", "ticket", "A-025"),
        ("PressKey", "key", "any"),
        ("PressKey", "revision", -1),
    ],
)
@few
@given(data=st.data())
def test_values_out_of_bounds_are_refused(kind: str, name: str, value: Any, data: Any) -> None:
    known = next(each for each in COMMANDS if each.__name__ == kind)
    plain = as_json(data.draw(anything(known)))
    assert name in plain
    with pytest.raises(ContractError, match=name):
        decode_command(wire(command(command=plain | {name: value})))


def test_an_answer_knows_whether_it_is_a_refusal() -> None:
    no = CommandRefused(command="OpenDay", code="no_office")
    assert Answer(id="a", epoch=1, at=1, events=(no,)).refused  # type: ignore[arg-type]
    assert not Answer(id="a", epoch=1, at=1, events=(DayOpened(day="2026-11-23", date="2026-11-23"),)).refused  # type: ignore[arg-type]
    assert not Answer(id="a", epoch=1, at=1).refused  # type: ignore[arg-type]


def test_a_row_that_cannot_be_read_says_why() -> None:
    row = encode_event(TicketPrinted(ticket="2026-11-23.A-025"))
    with pytest.raises(ContractError, match="ticket"):
        decode_event(row.replace(b"A-025", b"a 025"))


def test_an_office_that_is_too_deep_is_refused() -> None:
    whole = wire(command(command={"kind": "ApplyOffice", "office": as_json(small_office()) | {"later": 0}}))
    for depth in (500, 900, 1000, 1100, 100_000):
        unread(whole.replace(b'"later":0', b'"later":' + b"[" * depth + b"]" * depth))
