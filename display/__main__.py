"""What stands in the hall and on the counters: python -m display lobby | counter | voice ...

Each command imports its own program: a counter unit has no Kivy.
"""

from __future__ import annotations

import importlib
import sys

from broker.client.program import CommandLine, missing_library

ABOUT = "Một Cửa: what stands in the hall and on the counters."
#: command -> (module, what it does)
COMMANDS = {
    "lobby": ("display.lobby.program", "the board of a zone on a large screen, with its voice"),
    "counter": ("display.counter.program", "keys, lamps and buzzer of a counter"),
    "keypad": ("display.keypad.program", "call keypads of many counters on one cable, and a simulated line of them"),
    "sign": ("display.sign.program", "the small screen over a counter: its number, how it stands, who sits there"),
    "tablet": ("display.tablet.program", "the rating tablet of a counter: asks when a service has ended"),
    "gallery": ("display.gallery", "every state of every window as a picture"),
    "voice": ("display.voice.command", "say a call into a sound file"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one of the commands; its answer is the exit code."""
    given = sys.argv[1:] if argv is None else argv
    try:
        return _main(given)
    except ModuleNotFoundError as error:
        at_a_counter = given[:1] in (["counter"], ["keypad"]) and (error.name or "").partition(".")[0] != "kivy"
        extra = "counter" if at_a_counter else "display"
        print(missing_library(error, extra), file=sys.stderr)
        return 2


def _main(given: list[str]) -> int:
    parser = CommandLine(prog="motcua-display", description=ABOUT)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (module, help_text) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        if given[:1] == [name]:
            importlib.import_module(module).add_arguments(command)
    args = parser.parse_args(given)
    code: int = importlib.import_module(COMMANDS[args.command][0]).run(args)
    return code


if __name__ == "__main__":
    sys.exit(main())
