"""Bytes to messages and back. Strict with commands, generous with newer status and events.

Wire format: JSON in UTF-8, one object a message, at most `LARGEST` bytes. Every message says the version it
speaks, `[major, minor]`: another major is refused, a newer minor is read.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec

from broker.contract.commands import AnyCommand, ApplyOffice
from broker.contract.events import AnyEvent, CommandRefused
from broker.contract.ids import DeviceId, InstantMs
from broker.contract.status import AnyStatus

VERSION = (1, 1)
#: An office of 67 counters and 60 services is about 60 kB.
LARGEST = 512 * 1024

Version = tuple[int, int]
CommandId = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class ContractError(ValueError):
    """A message that cannot be read. `code` and `params` as in `refusals`; `command_id` if it could be read."""

    def __init__(self, code: str, command_id: str = "", **params: str | int) -> None:
        self.code, self.command_id, self.params = code, command_id, params
        super().__init__(f"{code}: {', '.join(f'{k}={v}' for k, v in params.items())}")


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Root of what travels: every message says which version of the contract it speaks."""

    v: Version = VERSION


class CommandMessage(Message, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A command on the wire. `id` is the sender's own and comes back in the answer."""

    id: CommandId
    device: DeviceId
    command: AnyCommand


class Answer(Message, frozen=True, kw_only=True):
    """What became of a command: the events it made, all durable, or one `CommandRefused`."""

    id: str
    epoch: int
    at: InstantMs
    events: tuple[AnyEvent, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing changed."""
        return bool(self.events) and isinstance(self.events[0], CommandRefused)


class StatusMessage(Message, frozen=True, kw_only=True):
    """A status on the wire. `origin`: identity of the database its engine works on; "" of what is not the engine's."""

    status: AnyStatus
    origin: str = ""


class _Head(msgspec.Struct):
    v: Version | None = None
    id: str = ""


M = TypeVar("M", bound=Message)

_encoder = msgspec.json.Encoder()
_command = msgspec.json.Decoder(CommandMessage)
_answer = msgspec.json.Decoder(Answer)
_status = msgspec.json.Decoder(StatusMessage)
_event: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_head = msgspec.json.Decoder(_Head)


def encode(message: Message) -> bytes:
    """A message as it goes over the wire."""
    return _encoder.encode(message)


def decode_command(payload: bytes) -> CommandMessage:
    """Read a command. Raises ContractError: "version" for another major, "malformed" for all else."""
    message = _decode(_command, payload)
    if isinstance(message.command, ApplyOffice):
        _all_known(payload, message.id, message.command)
    return message


def decode_answer(payload: bytes) -> Answer:
    """Read an answer. Raises ContractError."""
    return _decode(_answer, payload)


def decode_status(payload: bytes) -> AnyStatus:
    """Read a status or the beat. Raises ContractError."""
    return decode_status_message(payload).status


def decode_status_message(payload: bytes) -> StatusMessage:
    """Read a status or the beat, and whose it is. Raises ContractError."""
    return _decode(_status, payload)


def encode_event(event: AnyEvent) -> bytes:
    """An event as a row of the journal."""
    return _encoder.encode(event)


def decode_event(row: bytes) -> AnyEvent:
    """Read a row of the journal. Raises ContractError."""
    try:
        return _event.decode(row)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ContractError("malformed", what=str(error)) from error


def _decode(decoder: msgspec.json.Decoder[M], payload: bytes) -> M:
    if len(payload) > LARGEST:
        raise ContractError("malformed", what=f"{len(payload)} bytes, more than {LARGEST}")
    try:
        message = decoder.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _refusal(payload, error) from error
    if message.v[0] != VERSION[0]:
        raise ContractError("version", getattr(message, "id", ""), spoken=message.v[0], here=VERSION[0])
    return message


def _all_known(payload: bytes, command_id: str, command: ApplyOffice) -> None:
    """Refuse a field that the office does not have: its types must let it pass where they stand in status."""
    try:
        sent = msgspec.json.decode(payload)["command"]["office"]
    except RecursionError as error:
        raise ContractError("malformed", command_id, what=str(error)) from error
    unknown = _unknown(sent, msgspec.to_builtins(command.office), "$.command.office")
    if unknown:
        raise ContractError("malformed", command_id, what=f"unknown field {unknown}"[:160])


def _unknown(sent: Any, known: Any, path: str) -> str:
    """The first key in `sent` that `known` does not have; "" if there is none."""
    if isinstance(sent, dict) and isinstance(known, dict):
        new = [f"{path}.{key}" for key in sent if key not in known]
        if new:
            return new[0]
        inner = [(value, known[key], f"{path}.{key}") for key, value in sent.items()]
    elif isinstance(sent, list) and isinstance(known, list | tuple):
        inner = [(*both, f"{path}[{at}]") for at, both in enumerate(zip(sent, known, strict=True))]
    else:
        return ""
    return next((found for each in inner if (found := _unknown(*each))), "")


def _refusal(payload: bytes, error: Exception) -> ContractError:
    """Say as much as can be said of a message that does not decode: its version and id may still be readable."""
    try:
        head = _head.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ContractError("malformed", what=str(error)[:160])
    if head.v is not None and head.v[0] != VERSION[0]:
        return ContractError("version", head.id[:64], spoken=head.v[0], here=VERSION[0])
    return ContractError("malformed", head.id[:64], what=str(error)[:160])
