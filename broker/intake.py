"""What comes in, before it is decided: is it a command, from whom, and could the engine live with it?"""

from __future__ import annotations

import msgspec

from broker.client.link import Inbound
from broker.contract.codec import CommandMessage, ContractError, decode_command
from broker.contract.office import Office
from broker.office import faults


def read_command(message: Inbound, device: str) -> CommandMessage:
    """The command in a message that came on a device's topic. Raises ContractError."""
    if message.retained:  # it would be carried out again at each reconnection
        raise ContractError("malformed", what="a command must not be retained")
    command = decode_command(message.payload)
    if command.device != device:
        raise ContractError("device", command.id, named=command.device, topic=device)
    return command


def wrong_with(office: Office) -> list[str]:
    """Why an office cannot be used: it contradicts itself, or its row of the journal could not be read again."""
    wrong = [str(each) for each in faults(office)]
    try:
        msgspec.json.decode(msgspec.json.encode(office), type=Office)
    except msgspec.MsgspecError as error:
        wrong.append(str(error))
    return wrong
