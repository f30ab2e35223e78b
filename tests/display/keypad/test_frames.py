"""The bytes of the keypad line: what is encoded is decoded, what is damaged is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.contract.commands import Key
from display.counter.answers import ANSWERS, KEY_LAMPS, LIGHTS, MOODS, OFF, Mood, mood_steps
from display.keypad.errors import FrameError
from display.keypad.frames import (
    ADDRESSES,
    KEYS,
    TEXT_MOST,
    Edge,
    Frames,
    Reply,
    Request,
    decode_reply,
    decode_request,
    encode_reply,
    encode_request,
    frame,
)
from display.keypad.timing import round_s

addresses, bytes_, shorts = st.sampled_from(ADDRESSES), st.integers(0, 255), st.integers(0, 65_535)
keys: st.SearchStrategy[Key] = st.sampled_from(KEYS)
edges = st.builds(Edge, bytes_, keys, st.booleans(), shorts)
replies = st.builds(
    Reply, addresses, bytes_, shorts, st.frozensets(keys), st.lists(edges, max_size=4).map(tuple)
)  # fmt: skip
texts = st.none() | st.text("0123456789ABCDn-", max_size=TEXT_MOST)
requests = st.builds(Request, addresses, bytes_, shorts, bytes_, texts)


def payload(framed: bytes) -> bytes:
    (only,) = Frames().feed(framed)
    return only


@given(replies)
def test_a_reply_comes_out_as_it_went_in(reply: Reply) -> None:
    assert decode_reply(payload(encode_reply(reply))) == reply


@given(requests)
def test_a_request_comes_out_as_it_went_in(request: Request) -> None:
    assert decode_request(payload(encode_request(request))) == request


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_fits_and_comes_out_exactly(mood: Mood) -> None:
    pattern = {light: mood_steps(mood, light) for light in LIGHTS}
    read = decode_request(payload(encode_request(Request(1, 1, mood=pattern))))
    assert read is not None
    assert read.mood == {**dict.fromkeys(LIGHTS, OFF), **pattern}


@pytest.mark.parametrize("answered", ANSWERS)
def test_every_answer_fits_and_comes_out_exactly(answered: str) -> None:
    pattern = ANSWERS[answered]  # type: ignore[index]
    sent = Request(1, 1, answer={"lamp": pattern.lamp, "buzzer": pattern.buzzer, "next": pattern.lamp}, nth=300)
    read = decode_request(payload(encode_request(sent)))
    assert read is not None
    assert read.nth == 300 % 256
    assert read.answer is not None
    assert (read.answer["lamp"], read.answer["buzzer"], read.answer["pause"]) == (pattern.lamp, pattern.buzzer, OFF)


def test_every_lamp_of_a_key_has_a_channel() -> None:
    assert {key for lamps in KEY_LAMPS.values() for key in lamps} <= set(LIGHTS)


@given(st.binary(max_size=40))
def test_any_payload_survives_the_frame(data: bytes) -> None:
    if data:
        assert payload(frame(data)) == data


@given(st.lists(replies, min_size=1, max_size=4), st.binary(max_size=30), st.integers(1, 9))
def test_frames_are_found_after_noise_however_the_bytes_come(sent: list[Reply], noise: bytes, step: int) -> None:
    stream = noise + b"".join(encode_reply(each) for each in sent)
    found: list[bytes] = []
    frames = Frames()
    for at in range(0, len(stream), step):
        found += frames.feed(stream[at : at + step])
    assert [decode_reply(each) for each in found[-len(sent) :]] == sent


@given(replies, st.data())
def test_a_damaged_frame_is_nothing(reply: Reply, data: st.DataObject) -> None:
    whole = bytearray(encode_reply(reply))
    at = data.draw(st.integers(1, len(whole) - 2))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    for each in Frames().feed(bytes(whole)):
        pytest.fail(f"taken for a frame: {each.hex()}")


@given(st.binary(max_size=60))
def test_garbage_in_a_whole_frame_is_refused_and_stops_nothing(data: bytes) -> None:
    for decode in (decode_reply, decode_request):
        try:
            decode(data)
        except FrameError as error:
            assert "keypad" in str(error)


def test_requests_and_replies_are_told_apart() -> None:
    """An adapter may echo what the master says, and pads hear each other."""
    assert decode_reply(payload(encode_request(Request(3, 1)))) is None
    assert decode_request(payload(encode_reply(Reply(3, 1, 1)))) is None


def test_unknown_blocks_are_passed_over() -> None:
    read = decode_request(payload(encode_request(Request(3, 1, text="A025"))) + bytes([ord("Z"), 2, 0, 0]))
    assert read is not None
    assert read.text == "A025"


def test_another_version_is_not_understood() -> None:
    body = bytearray(payload(encode_request(Request(3, 1))))
    body[1] = 2 << 4
    with pytest.raises(FrameError, match="version 1"):
        decode_request(bytes(body))


def test_the_examples_of_the_document_are_what_is_sent() -> None:
    document = (Path(__file__).parents[3] / "docs" / "keypad-protocol.md").read_text()
    examples = [
        encode_request(Request(3, 7, 500, 2)),
        encode_reply(Reply(3, 7, 500, frozenset({"next"}), (Edge(3, "next", True, 12),))),
        encode_request(Request(3, 8, 500, 3, text="A025")),
    ]
    assert [each.hex(" ") for each in examples] == re.findall(r"^    (c0 .* c0)$", document, re.M)


def test_the_rounds_of_the_document_are_those_of_the_calculation() -> None:
    document = (Path(__file__).parents[3] / "docs" / "keypad-protocol.md").read_text()
    rows = re.findall(r"^\| (\d+) \| ([\d,]+) \| (\d+) ms .* \| (\d+) ms \|$", document, re.M)
    assert len(rows) == 4
    for pads, baud, calculated_ms, signed_ms in rows:
        count, speed = int(pads), int(baud.replace(",", ""))
        assert round(1000 * round_s(count, speed)) == int(calculated_ms)
        assert round(1000 * round_s(count, speed, count)) == int(signed_ms)
