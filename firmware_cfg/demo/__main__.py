"""`make demo`: touch, paper, call, screen and voice, wait log, on the real programs.

With a screen the windows open and the terminal says what to press. Without one a morning at a commune centre is
played on a faster clock; it ends by itself and leaves what can be looked at in `build/demo/`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import assets
from firmware_cfg.demo.cast import MINUTE_MS, SEVEN_MS, morning
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.morning import Morning
from firmware_cfg.demo.reader import Summary, read_morning
from firmware_cfg.demo.show import show
from firmware_cfg.demo.stage import DATE, Stage
from firmware_cfg.processes import ProcessError

COUNTERS, STAFFED = ("1", "2", "3", "4", "5"), ("1", "3", "4", "5")
#: Everything is started a little before seven, so that it is ready when the first citizen comes.
LEAD_MS = 1 * MINUTE_MS
#: Faster than this, hands and voices cannot follow; more people do not fit a morning.
MOST_SPEED, MOST_CITIZENS = 300, 150


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0 when every sum of the morning holds, 1 when one does not or a program failed."""
    parser = argparse.ArgumentParser(prog="motcua-demo", description=__doc__)
    parser.add_argument("--speed", type=_speed, default=60.0, help="office seconds a real second of the played morning")
    parser.add_argument("--citizens", type=_citizens, default=44, help="how many come")
    parser.add_argument("--out", type=Path, default=Path("build/demo"), help="where the results go")
    parser.add_argument("--played", action="store_true", help="play the morning though there is a screen")
    args = parser.parse_args(argv)
    at_screen = bool(os.environ.get("DISPLAY")) and not args.played
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a closed terminal too: no program is left behind
        signal.signal(number, signal.default_int_handler)
    try:
        _clear(args.out)
        if at_screen:
            return show(args.out)
        return _played(args)
    except ProcessError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndemo: ended by hand; no program is left running")
        return 0 if at_screen else 130


def _clear(out: Path) -> None:
    """An empty folder for the results: what an earlier run left there goes, anything else is left alone."""
    try:
        if out.exists() and any(out.iterdir()) and not (out / "run" / "logs").is_dir():
            raise ProcessError(f"{out} holds something that is no demonstration's: give --out another folder")
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProcessError(f"{out}: {error.strerror or error}") from error


def _speed(text: str) -> float:
    if not 0 < (speed := float(text)) <= MOST_SPEED:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most {MOST_SPEED}")
    return speed


def _citizens(text: str) -> int:
    if not 1 <= (citizens := int(text)) <= MOST_CITIZENS:
        raise argparse.ArgumentTypeError(f"{text} is not from 1 to {MOST_CITIZENS}")
    return citizens


def _played(args: argparse.Namespace) -> int:
    began_s = time.monotonic()
    os.environ.pop("DISPLAY", None)
    office = assets.find("offices/commune.toml")
    clock = DemoClock.starting(SEVEN_MS - int(LEAD_MS * args.speed / 10), args.speed)
    print(f"a Monday morning at a commune centre, {args.speed:g} times as fast; logs in {args.out}/run/logs")
    with Stage(args.out / "run", office, clock, COUNTERS) as stage:
        print(f"{clock.words()}  {len(stage.programs)} programs are up")
        ends_ms = SEVEN_MS + 175 * MINUTE_MS
        play = Morning(stage, morning(args.citizens, 150), STAFFED, ends_ms, tell=_tell)
        clerks = play.play()
        for name in [*(f"counter-{each}" for each in COUNTERS), "kiosk", "lobby", "engine", "printer"]:
            stage.stop(name)
        _collect(stage, args.out)
        summary = read_morning(stage.database, [stage.paper], stage.sound / "record.jsonl", [stage.kiosk_journal])
    print(f"{sum(clerk.presses for clerk in clerks)} presses, {sum(clerk.refused for clerk in clerks)} refused")
    return _conclude(summary, args.out, time.monotonic() - began_s)


def _tell(line: str) -> None:
    print(line, flush=True)


def _collect(stage: Stage, out: Path) -> None:
    """Lay out what a person wants to see: pictures, papers, calls, the wait log and its report."""
    for n, cut in enumerate(sorted(stage.paper.glob("cut-*.png")), 1):
        shutil.copy(cut, out / f"ticket-{n:03d}.png")
    for call in sorted(stage.sound.glob("call-*.wav")):
        shutil.copy(call, out / call.name)
    for picture in stage.folder.glob("*.png"):
        shutil.copy(picture, out / picture.name)
    _report(stage, "table", out / "report.txt")
    _report(stage, "log", out / "wait-log.csv")


def _report(stage: Stage, what: str, file: Path) -> None:
    asked = ["--db", str(stage.database), "--from", DATE, "--to", DATE, "--out", str(file)]
    form = ["--wait-log", "--format", "csv"] if what == "log" else ["--by", "service", "--format", "table"]
    command = [sys.executable, "-m", "broker", "report", *asked, *form]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ProcessError(f"report: {done.stderr.strip()}")


def _conclude(summary: Summary, out: Path, took_s: float) -> int:
    (out / "summary.json").write_text(summary.as_json())
    print((out / "report.txt").read_text())
    print(summary.as_json())
    wrong = summary.check()
    for each in wrong:
        print(f"does not hold: {each}", file=sys.stderr)
    verdict = "every sum holds" if not wrong else f"{len(wrong)} sums do not hold"
    print(f"{verdict}; {took_s:.0f} s; look at {out}/kiosk.png, lobby.png, ticket-001.png, call-0001.wav, report.txt")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
