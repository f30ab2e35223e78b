"""The command `voice`: hear how a call will be said.

python -m display voice say --ticket A025 --counter 3 --out call.wav
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import get_args

from assets.voice.errors import VoiceError
from assets.voice.numbers import Accent, Lang
from assets.voice.speech import Speech
from display.voice.say import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked of the voice."""
    commands = parser.add_subparsers(dest="voice_command", required=True, metavar="say")
    one = commands.add_parser("say", help="write one call as a wav file")
    one.add_argument("--ticket", required=True, metavar="A-025", help="the number; A025 is A-025")
    one.add_argument("--counter", required=True, metavar="3", help='its number, or its name: "bàn hướng dẫn"')
    one.add_argument("--out", required=True, type=Path, metavar="FILE", help="the wav file to write")
    one.add_argument("--lang", choices=get_args(Lang), default="vi", help="language of the call")
    one.add_argument("--voice", choices=get_args(Accent), default="north", help="accent of the Vietnamese voice")
    one.add_argument("--recordings", type=Path, metavar="DIR", help="folder of human recordings")


def run(args: argparse.Namespace) -> int:
    """Write the sound and print what it says. 2: it cannot be said, and why."""
    number = re.sub(r"^([A-Z]+)(\d)", r"\1-\2", args.ticket.strip().upper())
    if not re.fullmatch(r"[A-Z]{1,2}-\d{2,5}|\d{3,7}", number):
        print(f"--ticket {args.ticket!r} is no number of a ticket, such as A-025 or 1025", file=sys.stderr)
        return 2
    try:
        text, sound = say(
            number, args.counter, args.out, lang=args.lang, speech=Speech(accent=args.voice), recordings=args.recordings
        )
    except VoiceError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{text}\n{args.out}: {sound.length_s:.1f} s")
    return 0
