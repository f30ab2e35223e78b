"""Managers' pages: the day's sheet, figures and wait log as files. They read the database beside the engine only."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from assets import AssetsError, translation
from broker.reporting.names import Names
from broker.reporting.render import Format, render, render_day
from broker.reporting.satisfaction import marks_by, render_satisfaction, satisfaction
from broker.reporting.wait_log import wait_log_csv
from broker.store import StoreError, reports
from broker.web.guard import Guard, Visitor
from broker.web.headers import SHEET_POLICY
from broker.web.house import House

#: format of a report -> what a browser is told it is. A table for a terminal is no page.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
Write = Callable[[BinaryIO], None]


def routes(house: House) -> list[BaseRoute]:
    """The sheet of a day, figures, the wait log, satisfaction."""
    guard, database = Guard(house), house.settings.db

    async def day(request: Request, visitor: Visitor) -> Response:
        sheet = await _made(lambda: _day(database, request, visitor.words.lang), "text/html; charset=utf-8")
        sheet.headers["Content-Security-Policy"] = SHEET_POLICY
        return sheet

    async def figures(request: Request, visitor: Visitor) -> Response:
        form = request.path_params["form"]
        if form not in TYPES:
            return _said(f"report.{form}: there is {', '.join(f'report.{each}' for each in TYPES)}", 404)
        return await _made(lambda: _figures(database, request, form, visitor.words.lang), TYPES[form])

    async def satisfied(request: Request, visitor: Visitor) -> Response:
        sheet = await _made(lambda: _satisfaction(database, request, visitor.words.lang), "text/html; charset=utf-8")
        sheet.headers["Content-Security-Policy"] = SHEET_POLICY
        return sheet

    async def log(request: Request, visitor: Visitor) -> Response:
        return await _made(lambda: _log(database, request, visitor.words.lang), TYPES["csv"])

    return [
        guard.page("/day", day, "manager"),
        guard.page("/report.{form}", figures, "manager"),
        guard.page("/wait-log.csv", log, "manager"),
        guard.page("/satisfaction", satisfied, "manager"),
    ]


async def _made(make: Callable[[], Write], media_type: str) -> Response:
    """What is read from the database, in a thread of its own; a fault is one sentence."""

    def body() -> bytes:
        out = io.BytesIO()
        make()(out)
        return out.getvalue()

    try:
        return Response(await run_in_threadpool(body), media_type=media_type)
    except (StoreError, AssetsError) as error:
        return _said(str(error), 400)


def _day(database: Path, request: Request, lang: str) -> Write:
    sheet = reports.end_of_day(database, _range(database, request)[0])
    return lambda out: render_day(sheet, "html", out, reports.office(database), lang)


def _figures(database: Path, request: Request, form: str, lang: str) -> Write:
    by = request.query_params.get("by", "service")
    if by not in get_args(reports.By):
        raise reports.ReportError(f"by={by}: there is {', '.join(get_args(reports.By))}")
    report = reports.figures(database, reports.Query(*_range(database, request), cast("reports.By", by)))
    return lambda out: render(report, cast("Format", form), out, reports.office(database), lang)


def _satisfaction(database: Path, request: Request, lang: str) -> Write:
    """month=2026-11 of the address, else the newest that is over; by=service, counter or hour."""
    by = marks_by(request.query_params.get("by", "service"))
    ratings = database.with_name("ratings.db")
    found = satisfaction(database, ratings, request.query_params.get("month") or None, by)
    names = Names(reports.office(database), translation(lang))
    return lambda out: render_satisfaction(found, "html", out, names)


def _log(database: Path, request: Request, lang: str) -> Write:
    legs = reports.wait_log(database, *_range(database, request))
    return lambda out: wait_log_csv(legs, out, reports.office(database), lang)


def _range(database: Path, request: Request) -> tuple[str, str]:
    """from=... and to=... of the address; without them the newest day."""
    first = request.query_params.get("from") or reports.last_day(database)[:10]
    return first, request.query_params.get("to") or first


def _said(sentence: str, status: int) -> Response:
    return PlainTextResponse(sentence + "\n", status)
