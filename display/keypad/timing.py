"""How long the bytes of a keypad line take. Pure: a byte is ten bits, start and stop included."""

from __future__ import annotations

from display.keypad.frames import EDGES_MOST, Edge, Reply, Request, encode_reply, encode_request
from display.keypad.master import SIGN_REST_S

BITS_A_BYTE = 10
#: From the last bit of a request to the first of its reply: what docs/keypad-protocol.md allows a pad.
PAD_TURN_S = 0.001
#: From the last bit of a reply to the first of the next request, with a USB adapter in its prompt mode.
MASTER_TURN_S = 0.001


def airtime_s(count: int, baud: int) -> float:
    """How long so many bytes take."""
    return count * BITS_A_BYTE / baud


def exchange_s(baud: int) -> float:
    """A request with nothing to show and a reply with nothing to tell, and both turns of the line."""
    count = len(encode_request(Request(1, 1, 1, 1))) + len(encode_reply(Reply(1, 1, 1)))
    return airtime_s(count, baud) + PAD_TURN_S + MASTER_TURN_S


def round_s(pads: int, baud: int, signs: int = 0) -> float:
    """Until every one of the pads has been asked once; signs take their share of the time."""
    return pads * exchange_s(baud) / (1 - signs * exchange_s(baud) / SIGN_REST_S)


def longest_reply_s(baud: int) -> float:
    """A reply full of edges, every second byte escaped."""
    edges = tuple(Edge(seq, "next", True, 0) for seq in range(EDGES_MOST))
    return 1.5 * airtime_s(len(encode_reply(Reply(1, 1, 1, edges=edges))), baud)
