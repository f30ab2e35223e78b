"""The gallery: every state of every window as a picture, and a page to look at them.

python -m display gallery --out build/gallery/display [--only NAME]
"""

from __future__ import annotations

import argparse
import html
import logging
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from display.gallery_table import Shot, shots

OUT = Path("build/gallery/display")
#: Off screen, a drawing area never grows after it was made: it is as large as the largest picture from the start.
LARGEST_PX = 3_840
#: Enough frames for text to be drawn and everything to be in its place.
FRAMES = 4
#: So many pictures are taken between two lines that say how far it is.
TOLD_EVERY = 50
_log = logging.getLogger(__name__)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Một Cửa: screens</title><style>
body{{font:16px/1.4 "Noto Sans",sans-serif;margin:2rem;background:#f5efe3;color:#14302d}}
main{{display:grid;grid-template-columns:repeat(auto-fill,minmax(22rem,1fr));gap:1.5rem}}
figure{{margin:0}} img{{width:100%;height:16rem;object-fit:contain;background:#071917;border-radius:6px}}
figcaption{{margin-top:.3rem}} small{{color:#3e4c49}}
</style></head><body><h1>Một Cửa: screens</h1>{groups}</body></html>
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the gallery may be told on its command line."""
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="folder of the pictures (%(default)s)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only pictures whose name has this in it")


def run(args: argparse.Namespace) -> int:
    """Draw all of it. 2: none has that name."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    wanted = [shot for shot in shots() if args.only in shot.name]
    if not wanted:
        print(f"gallery: no picture has {args.only!r} in its name", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="motcua-gallery-") as state_dir:
        take(wanted, args.out, Path(state_dir))
    print(f"{len(wanted)} pictures, {args.out / 'index.html'}")
    return 0


def take(wanted: Sequence[Shot], out: Path, state_dir: Path) -> None:
    """Every shot as a picture, and the page of all that were ever taken there. Opens the process's one window."""
    window = _window(wanted, state_dir)
    out.mkdir(parents=True, exist_ok=True)
    for n, shot in enumerate(wanted, 1):
        _take(window, shot, picture(out, shot))
        if n % TOLD_EVERY == 0:
            _log.info("%d of %d pictures", n, len(wanted))
    there = [shot for shot in shots() if picture(out, shot).exists()]
    (out / "index.html").write_text(index(there), "utf-8")


def picture(out: Path, shot: Shot) -> Path:
    """Where a picture is, or will be."""
    return out / f"{shot.name}.png"


def index(wanted: Iterable[Shot]) -> str:
    """The page, in groups."""
    ordered = sorted(wanted, key=lambda shot: shot.group)
    groups = [
        f"<h2>{html.escape(name)}</h2><main>{''.join(map(_figure, each))}</main>"
        for name, each in groupby(ordered, lambda shot: shot.group)
    ]
    return _PAGE.format(groups="".join(groups))


def _figure(shot: Shot) -> str:
    file, about = html.escape(f"{shot.name}.png", quote=True), html.escape(shot.caption)
    size = f"{shot.size[0]}×{shot.size[1]}"
    return (
        f'<figure><a href="{file}"><img src="{file}" loading="lazy" alt="{about}"></a>'
        f"<figcaption>{about} <small>{size}</small></figcaption></figure>"
    )


def _window(wanted: Iterable[Shot], state_dir: Path) -> Any:
    from assets.look.window import prepare

    os.environ.pop("DISPLAY", None)
    side = max(max(shot.size) for shot in wanted)
    prepare(side, side, title="motcua-gallery", fullscreen=False, show_cursor=False, state_dir=state_dir)
    from kivy.base import EventLoop
    from kivy.core.window import Window

    logging.getLogger("kivy").setLevel(logging.WARNING)
    EventLoop.ensure_window()
    return Window


def _take(window: Any, shot: Shot, path: Path) -> None:
    from kivy.base import EventLoop

    from display.windows.picture import save_window

    for child in list(window.children):
        window.remove_widget(child)
    window.size = shot.size
    page = shot.draw()
    kit = getattr(page, "kit", None)
    if kit is not None:
        window.clearcolor = kit.colour("ground")
    window.add_widget(page)
    for _ in range(FRAMES):
        EventLoop.idle()
    window.canvas.ask_update()
    window.dispatch("on_draw")
    save_window(path, *shot.size)
