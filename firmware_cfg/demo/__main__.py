"""`make demo`: touch, paper, call, screen and voice, wait log, on the real programs.

With a screen the windows open and the terminal says what to press. Without one a morning at a commune centre is
played on a faster clock; it ends by itself and leaves what can be looked at in `build/demo/`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import assets
from firmware_cfg.demo.cast import DATE, MINUTE_MS, SEVEN_MS, morning
from firmware_cfg.demo.clock import DemoClock
from firmware_cfg.demo.morning import Morning
from firmware_cfg.demo.reader import Left, is_ticket, read_morning
from firmware_cfg.demo.show import show
from firmware_cfg.demo.stage import RATED, Stage
from firmware_cfg.demo.summary import Summary
from firmware_cfg.processes import ProcessError, run

#: Counter 2 is empty on Mondays.
COUNTERS = ("1", "3", "4", "5", "desk")
#: Everything is started some seconds before seven, so that it is ready when the first citizen comes.
LEAD_S = 12
#: At SPEED a machine keeps up that has no more than AT_EASE programs waiting for each of its cores.
SPEED, AT_EASE = 60.0, 3.0
LOOK_AT = "kiosk.png, lobby.png, procedure.png, dossier.png, tablet.png, ticket-001.png, call-0001.wav, report.txt"
#: Faster than this, hands and voices cannot follow; more people do not fit a morning.
MOST_SPEED, MOST_CITIZENS = 300, 150


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0 when every sum of the morning holds, 1 when one does not or a program failed."""
    parser = argparse.ArgumentParser(prog="motcua-demo", description=__doc__, allow_abbrev=False)
    speed = f"office seconds a real second of the played morning; left out: {SPEED:g}, fewer on a busy machine"
    parser.add_argument("--speed", type=_speed, help=speed)
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
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    speed, lead_s = pace(args.speed, busy)
    clock = DemoClock.starting(SEVEN_MS - int(lead_s * 1000 * speed), speed)
    print(f"a Monday morning at a commune centre, {speed:g} times as fast; logs in {args.out}/run/logs")
    if lead_s > LEAD_S:
        print(f"this machine is busy: {busy:.0f} programs wait for each core, so everything takes longer")
    with Stage(args.out / "run", office, clock, COUNTERS) as stage:
        print(f"{clock.words()}  {len(stage.programs)} programs are up")
        ends_ms = SEVEN_MS + 175 * MINUTE_MS
        play = Morning(stage, morning(args.citizens, 150), COUNTERS, ends_ms, tell=_tell)
        clerks = play.play()
        counters = (f"counter-{each}" for each in COUNTERS)
        for name in (*counters, f"tablet-{RATED}", "kiosk", "lobby", "web", "one-stop", "engine", "printer"):
            stage.stop(name)
        _collect(stage, args.out)
        summary = read_morning(_left(stage))
    print(f"{sum(clerk.presses for clerk in clerks)} presses, {sum(clerk.refused for clerk in clerks)} refused")
    return _conclude(summary, args.out, time.monotonic() - began_s)


def pace(speed: float | None, busy: float) -> tuple[float, float]:
    """How fast office time runs, and how many seconds before seven all is started.

    `busy`: programs that wait for each core. A busy machine gets the time that it needs, unless a speed was asked for.
    """
    slower = max(1.0, busy / AT_EASE)
    return speed or max(1.0, round(SPEED / slower)), LEAD_S * slower


def _tell(line: str) -> None:
    print(line, flush=True)


def _left(stage: Stage) -> Left:
    return Left(
        database=stage.database, printers=(stage.paper,), record=stage.sound / "record.jsonl",
        kiosks=(stage.kiosk_journal,), diary=stage.diary, ratings=stage.ratings,
    )  # fmt: skip


def _collect(stage: Stage, out: Path) -> None:
    """Lay out what a person wants to see: pictures, papers, calls, the wait log and its report."""
    for kind, cuts in _papers(stage.paper).items():
        for n, cut in enumerate(cuts, 1):
            shutil.copy(cut, out / f"{kind}-{n:03d}.png")
    for call in sorted(stage.sound.glob("call-*.wav")):
        shutil.copy(call, out / call.name)
    for picture in stage.folder.glob("*.png"):
        shutil.copy(picture, out / picture.name)
    asked = ("broker", "report", "--db", str(stage.database), "--from", DATE, "--to", DATE)
    run(*asked, "--by", "service", "--format", "table", "--out", str(out / "report.txt"))
    run(*asked, "--wait-log", "--format", "csv", "--out", str(out / "wait-log.csv"))


def _papers(folder: Path) -> dict[str, list[Path]]:
    """What fell out of the printer, in order: tickets, and lists of the papers that a procedure needs."""
    cuts = [json.loads(line) for line in (folder / "cuts.jsonl").read_text().splitlines()]
    papers: dict[str, list[Path]] = {"ticket": [], "checklist": []}
    for cut in cuts:
        papers["ticket" if is_ticket(cut) else "checklist"].append(folder / cut["file"])
    return papers


def _conclude(summary: Summary, out: Path, took_s: float) -> int:
    (out / "summary.json").write_text(summary.as_json())
    print((out / "report.txt").read_text())
    print(summary.as_json())
    wrong = summary.check()
    for each in wrong:
        print(f"does not hold: {each}", file=sys.stderr)
    if summary.turned_away:
        away = f"{summary.turned_away} of {summary.came} visitors got no number"
        print(f"{away}; where they came too late for the kiosk, a slower clock helps: make demo SPEED=20")
    verdict = "every sum holds" if not wrong else f"{len(wrong)} sums do not hold"
    print(f"{verdict}; {took_s:.0f} s; look at {out}/{LOOK_AT}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
