"""The command `voice`: hear how a call or a sentence will be said, and have its words recorded by a person.

python -m display voice say --ticket A025 --counter 3 --out call.wav
python -m display voice say --ticket A801 --counter 3 --reserved --out call.wav
python -m display voice say --words "Trung tâm bắt đầu làm việc." --out open.wav
python -m display voice script --office office.toml
python -m display voice check DIR --office office.toml
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import get_args

import msgspec

from assets.voice.errors import VoiceError
from assets.voice.numbers import Accent
from assets.voice.speech import Speech
from broker.contract.ids import Number
from broker.hall.pace import Chime
from display.voice.check import check
from display.voice.office_file import read_spoken
from display.voice.recordings import Recordings
from display.voice.say import WHOLE, WHOLE_RESERVED, phrasebook, say, say_to_all
from display.voice.script import CALLS, Line, script


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked of the voice."""
    commands = parser.add_subparsers(dest="voice_command", required=True, metavar="say|script|check")
    one = commands.add_parser("say", help="write one call, or a sentence, as a wav file")
    what = one.add_mutually_exclusive_group(required=True)
    what.add_argument("--ticket", metavar="A-025", help="the number; A025 is A-025")
    what.add_argument("--words", metavar="SENTENCE", help="in place of a call: said to the whole hall, in vi or en")
    one.add_argument("--counter", metavar="3", help='its number, or its name: "bàn hướng dẫn"')
    one.add_argument("--out", required=True, type=_wav, metavar="FILE.wav", help="the wav file to write")
    one.add_argument("--lang", default="vi", help="language of the call: vi, en, or one of the recordings")
    which = one.add_mutually_exclusive_group()
    which.add_argument("--form", choices=CALLS, help="this sentence alone; else a whole call: sentence and repeat")
    which.add_argument("--reserved", action="store_true", help="a number given while cut off: explained after its call")
    one.add_argument("--chime", choices=get_args(Chime), help="what sounds before the words; else as in the hall")
    one.add_argument("--recordings", type=Path, metavar="DIR", help="folder of human recordings")
    lines = commands.add_parser("script", help="list what a speaker has to record: file, words, what they are for")
    lines.add_argument("--recordings", type=Path, metavar="DIR", help="folder with languages of its own")
    judge = commands.add_parser("check", help="say what is missing, too loud, too quiet, clipped or in a wrong format")
    judge.add_argument("recordings", type=Path, metavar="DIR", help="folder of human recordings")
    for each in (lines, judge):
        each.add_argument("--office", required=True, type=Path, metavar="office.toml", help="the office's file")
    for each in (one, lines, judge):
        each.add_argument("--voice", choices=get_args(Accent), default="north", help="accent of Vietnamese")
        each.add_argument("--who", default="", metavar="WORDS", help='who is asked to come: "tổ chức, công dân"')


def _wav(text: str) -> Path:
    if Path(text).suffix.lower() != ".wav":
        raise argparse.ArgumentTypeError(f"{text!r} is no name of a sound, such as call.wav")
    return Path(text)


def run(args: argparse.Namespace) -> int:
    """0: done, or nothing to mend. 1: recordings cannot be used so. 2: it cannot be done, and why."""
    if args.recordings is not None and not args.recordings.is_dir():
        print(f"{args.recordings} is no folder", file=sys.stderr)
        return 2
    try:
        return {"say": _say, "script": _script, "check": _check}[args.voice_command](args)
    except VoiceError as error:
        print(error, file=sys.stderr)
        return 2


def _say(args: argparse.Namespace) -> int:
    speech = Speech(accent=args.voice)
    if args.words is not None:
        sound = say_to_all(
            args.words, args.out, lang=args.lang, speech=speech, recordings=args.recordings, chime=args.chime
        )
        print(f"{args.words}\n{args.out}: {sound.length_s:.1f} s")
        return 0
    if args.counter is None:
        print("--counter is missing: where is the number called to?", file=sys.stderr)
        return 2
    number = re.sub(r"^([A-Z]+)(\d+)$", r"\1-\2", args.ticket.strip().upper())
    try:
        msgspec.convert(number, Number)
    except msgspec.ValidationError:
        print(f"--ticket {args.ticket!r} is no number of a ticket, such as A-025, K1-07 or 1025", file=sys.stderr)
        return 2
    text, sound = say(
        number, args.counter, args.out, lang=args.lang, speech=speech, recordings=args.recordings,
        forms=(args.form,) if args.form else WHOLE_RESERVED if args.reserved else WHOLE, who=args.who,
        chime=args.chime,
    )  # fmt: skip
    print(f"{text}\n{args.out}: {sound.length_s:.1f} s")
    return 0


def _script(args: argparse.Namespace) -> int:
    for line in _lines(args):
        print(f"{line.file}\t{line.words}\t{line.used_for}")
    return 0


def _check(args: argparse.Namespace) -> int:
    lines = _lines(args)
    found = check(args.recordings, lines)
    for each in found:
        print(f"{each.file}: {each.what}")
    harm = sum(each.harm for each in found)
    print(f"{len(lines)} recordings needed; {harm} missing or of no use, {len(found) - harm} to listen to")
    return 1 if harm else 0


def _lines(args: argparse.Namespace) -> list[Line]:
    recordings = Recordings(args.recordings) if args.recordings else None
    return script(read_spoken(args.office), phrasebook(args.voice, recordings, args.who))
