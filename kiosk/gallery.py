"""`python -m kiosk gallery`: every page in every language and mode as a picture, with a page to look through them."""

from __future__ import annotations

import argparse
import html
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assets import find, languages, wording
from assets.look.theme import Screen
from assets.regional import WHOLE
from broker.contract.ids import Lang
from broker.contract.office import Office
from kiosk.errors import KioskError
from kiosk.gallery_samples import NOON, NOW, sample_views
from kiosk.session import hours
from kiosk.session.modes import Mode
from kiosk.session.views import View

if TYPE_CHECKING:
    from kiosk.screens.whole import Whole

#: Screens that offices buy: pixels, and the diagonal in inches.
SCREENS = {
    "22-portrait": Screen(1080, 1920, 21.5),
    "15-portrait": Screen(1080, 1920, 15.6),
    "10-portrait": Screen(800, 1280, 10.1),
    "22-landscape": Screen(1920, 1080, 21.5),
    "10-landscape": Screen(1280, 800, 10.1),
}
#: Each look by itself, and all that can be had at once.
MODES: dict[str, frozenset[Mode]] = {
    "plain": frozenset(),
    **{mode.value: frozenset({mode}) for mode in Mode},
    "all": frozenset(Mode),
}
MOUNTING_MM = 750.0
#: What a language of the region has texts for (`assets.regional`): how the names of such pages begin.
REGIONAL_PAGES = (
    "home", "services", "confirm", "classes", "several", "late", "asking", "printing", "retry", "ticket", "again",
    "void", "closed", "holiday", "out", "starting", "not-offered", "help", "more-time",
)  # fmt: skip


class GalleryError(KioskError):
    """The gallery cannot be made, and why."""


@dataclass(frozen=True)
class Picture:
    """One page in one language, mode and screen."""

    page: str
    lang: Lang
    mode: str
    screen: str

    @property
    def file(self) -> str:
        """Its name."""
        return f"{self.screen}-{self.mode}-{self.page}-{self.lang}.png"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked of the gallery."""
    parser.add_argument("--out", type=Path, default=Path("build/gallery/kiosk"), metavar="DIR")
    parser.add_argument("--office", type=Path, metavar="FILE.toml", help="whose office; else the sample communes")
    parser.add_argument("--page", action="append", metavar="NAME", help="only pages whose name begins so")
    parser.add_argument("--lang", action="append", choices=languages(), help="only this language")
    parser.add_argument("--mode", action="append", choices=tuple(MODES), help="only this mode")
    parser.add_argument("--screen", action="append", choices=tuple(SCREENS), help="only this screen")


def run(args: argparse.Namespace) -> int:
    """Draw. 2: it could not be, and why."""
    try:
        pictures = list(_draw(args))
    except (GalleryError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    (args.out / "index.html").write_text(index(pictures), "utf-8")
    print(f"{len(pictures)} pictures: {args.out / 'index.html'}")
    return 0


def read_office(path: Path) -> Office:
    """An office's file, read by the broker's own program: a kiosk knows offices only as they are told to it."""
    with tempfile.TemporaryDirectory(prefix="motcua-gallery-") as folder:
        told = Path(folder) / "office.json"
        command = [sys.executable, "-m", "broker", "check", str(path), "--json", str(told)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise GalleryError(f"{path}: {(done.stderr or done.stdout).strip()}")
        return msgspec.json.decode(told.read_bytes(), type=Office)


def told_pages(office: Path | None) -> Iterator[tuple[Lang, dict[str, View]]]:
    """Each language and its pages: of one office all, of the samples besides what a language of the region says."""
    whole = read_office(office or find("offices/commune.toml"))
    yield from ((lang, sample_views(whole, lang)) for lang in whole.languages)
    region = None if office else read_office(find("offices/mekong.toml"))
    for lang in region.languages if region else ():
        if region and lang not in WHOLE:
            yield lang, dict(wanted(sample_views(region, lang), REGIONAL_PAGES))


def _draw(args: argparse.Namespace) -> Iterator[Picture]:
    from kiosk.easel import Easel

    told = [(lang, views) for lang, views in told_pages(args.office) if lang in (args.lang or languages())]
    known = list(dict.fromkeys(page for _lang, views in told for page in views))
    for beginning in args.page or ():
        if not any(page.startswith(beginning) for page in known):
            raise GalleryError(f"gallery: no page is called {beginning!r}; there is: {', '.join(known)}")
    args.out.mkdir(parents=True, exist_ok=True)
    largest = max(max(each.width_px, each.height_px) for each in SCREENS.values())
    easel = Easel(largest)
    for name in args.screen or SCREENS:
        for mode in args.mode or MODES:
            for lang, views in told:
                whole = easel.page(SCREENS[name], MOUNTING_MM)
                for page, view in wanted(views, args.page):
                    picture = Picture(page, lang, mode, name)
                    paint(whole, view, MODES[mode])
                    easel.shoot(args.out / picture.file)
                    yield picture


def wanted(views: dict[str, View], beginnings: Iterable[str] | None) -> list[tuple[str, View]]:
    """Those whose name begins with one of these; all without any."""
    starts = tuple(beginnings or ("",))
    return [(name, view) for name, view in views.items() if name.startswith(starts)]


def paint(whole: Whole, view: View, modes: frozenset[Mode]) -> None:
    """Show a sample as it is in these modes."""
    lunch = any(each.key == "closed.lunch" for each in view.banners)
    moment = hours.local(NOON if lunch else NOW)
    whole.show(msgspec.structs.replace(view, modes_on=modes & set(view.modes)))
    whole.clock(f"{wording.time(moment)}\n{wording.day_of_week(moment.date(), view.lang)}")


def index(pictures: list[Picture]) -> str:
    """A page with all pictures, one row a page."""
    rows = []
    for page in dict.fromkeys(each.page for each in pictures):
        cells = "".join(_cell(each) for each in pictures if each.page == page)
        rows.append(f"<h2>{html.escape(page)}</h2><div>{cells}</div>")
    style = (
        "body{font:16px sans-serif;background:#ddd;margin:1rem}div{display:flex;flex-wrap:wrap;gap:1rem}"
        "figure{margin:0}img{height:26rem;display:block;border:1px solid #888}"
    )
    head = f'<!doctype html><meta charset="utf-8"><title>Một Cửa: kiosk</title><style>{style}</style>'
    return f"{head}<h1>Kiosk</h1>{''.join(rows)}\n"


def _cell(picture: Picture) -> str:
    about = f"{picture.screen} · {picture.mode} · {picture.lang}"
    name = html.escape(picture.file)
    shown = f'<a href="{name}"><img loading="lazy" src="{name}" alt="{about}"></a>'
    return f"<figure>{shown}<figcaption>{about}</figcaption></figure>"
