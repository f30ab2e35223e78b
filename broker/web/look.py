"""The house's colours as CSS variables, its fonts, our own scripts and styles; and the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from assets import find, translation
from assets.look.theme import DAY, HALL, Palette
from broker.web.guard import Visitor
from broker.web.pictograms import pictogram, sprite
from broker.web.words import own_name

HERE = Path(__file__).parent
FONTS = {
    "regular": "fonts/NotoSans-Regular.ttf",
    "bold": "fonts/NotoSans-Bold.ttf",
    "khmer": "fonts/NotoSansKhmer-Regular.ttf",
    "khmer-bold": "fonts/NotoSansKhmer-Bold.ttf",
}
#: Browsers ask again, and are told that nothing has changed.
ASK_AGAIN = {"Cache-Control": "no-cache"}

_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["service_name"] = lambda service, words: words.service(service)
_environment.filters["pictogram"] = pictogram
#: A name as it begins a line; offices write names as they stand in a sentence ("máy lấy số 1").
_environment.filters["capital"] = lambda name: name[:1].upper() + name[1:]


def _counted(sentence: str, until_ms: int | None) -> Markup:
    """A sentence with {n}: seconds until an instant, counted by the page itself."""
    before, _, after = str(escape(sentence)).partition("{n}")
    return Markup(f'{before}<span data-down="{until_ms or 0}"></span>{after}')


_environment.filters["counted"] = _counted
#: What is written into the log is Vietnamese, whoever reads the page.
_environment.globals["vietnamese"] = lambda key, **params: translation("vi").text(key, **params)
_environment.globals["own_name"] = own_name


def render(template: str, visitor: Visitor, **values: object) -> str:
    """A template, or a piece of one, in the reader's words."""
    account = visitor.session.account if visitor.session else None
    return _environment.get_template(template).render(
        words=visitor.words, text=visitor.words.text, token=visitor.token, account=account, **values
    )


def page(template: str, visitor: Visitor, status: int = 200, **values: object) -> HTMLResponse:
    """A whole page."""
    return HTMLResponse(render(template, visitor, **values), status)


def variables() -> str:
    """Colours by meaning: `var(--action)`; of the hall `var(--hall-action)`."""
    return ":root{" + _declared("", DAY) + _declared("hall-", HALL) + "}"


def _declared(prefix: str, palette: Palette) -> str:
    colours: Mapping[str, str] = asdict(palette)
    return "".join(f"--{prefix}{name.replace('_', '-')}:{colour};" for name, colour in colours.items())


def routes() -> list[BaseRoute]:
    """For everybody: there is nothing of the office in them."""

    async def colours(_request: Request) -> Response:
        return Response(variables(), media_type="text/css", headers=ASK_AGAIN)

    async def pictograms(_request: Request) -> Response:
        return Response(sprite(), media_type="image/svg+xml", headers=ASK_AGAIN)

    async def font(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FONTS:
            return Response(status_code=404)
        return FileResponse(find(FONTS[name]), media_type="font/ttf", headers={"Cache-Control": "max-age=604800"})

    return [
        Route("/static/colours.css", colours),
        Route("/static/pictograms.svg", pictograms),
        Route("/static/fonts/{name}.ttf", font),
        Mount("/static", _Static(directory=HERE / "static")),
    ]


class _Static(StaticFiles):
    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(ASK_AGAIN)
        return response
