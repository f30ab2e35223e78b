"""A page of the office's procedures in place of the board, while it is calm."""

from __future__ import annotations

from kivy.uix.widget import Widget

from assets.look.kit import Kit
from broker.hall.published import PublishedPage, PublishedRow, abridged
from display.lobby.layout import LINE_BOX, Scale
from display.lobby.published import PublishedPlaces, published_places
from display.windows.ink import Snug
from display.windows.plate import Part, Plate
from display.windows.rect import Rect

#: Font sizes in drawn pixels: of the title, the field, heads of columns, the line about the day of checking.
TITLE_PX, FIELD_PX, HEAD_PX, CHECKED_PX, LEAST_PX = 40, 60, 38, 40, 22
#: Of what the law allows, over the office's own shorter time; the smallest of a limit or a fee before it is shortened.
LEGAL_SHARE, LEAST_SHARE = 0.7, 0.75
FIELD_LEAST_PX = 30


class PublishedPart(Plate):
    """The whole body of the page. What is not shown keeps no pictures of words."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "ground", radius=0)
        self._shown: tuple[PublishedPage, Rect, Scale] | None = None

    def show(self, shown: PublishedPage | None, place: Rect, scale: Scale, page: Widget) -> bool:
        """Show it over `page`, or take it away; False if nothing changed."""
        wanted = (shown, place, scale) if shown else None
        if wanted == self._shown:
            return False
        self._shown = wanted
        if self.parent is not None:
            page.remove_widget(self)
        self.clear_widgets()
        if shown:
            self.lie(place)
            self._draw(shown, published_places(round(page.width), round(page.height), scale.capital), scale)
            page.add_widget(self)
        return True

    def _draw(self, shown: PublishedPage, where: PublishedPlaces, scale: Scale) -> None:
        unit = scale.unit
        self._say(shown.title, where.title, TITLE_PX * unit, bold=True, colour="gold")
        self._say(shown.count, where.count, TITLE_PX * unit, colour="ink_soft", align="right")
        field = Snug(self.kit, bold=True, lines=2)
        field.tell_one(abridged(shown.field), where.field, FIELD_PX * unit, (FIELD_LEAST_PX * unit,))
        self.add_widget(field)
        for head, place in ((shown.limit_head, where.limit_head), (shown.fee_head, where.fee_head)):
            self._say(head, place, HEAD_PX * unit, colour="ink_soft")
        for row, place in zip(shown.rows, where.rows.rows(where.size), strict=False):
            line = PublishedLine(self.kit)
            self.add_widget(line)
            line.show(row, place, where, unit)
        colour = "gold" if shown.stale else "ink_soft"
        align = "left" if where.stacked else "right"
        self._say(shown.checked, where.checked, CHECKED_PX * unit, colour=colour, align=align)

    def _say(
        self, text: str, place: Rect, px: float, *, bold: bool = False, colour: str = "ink", align: str = "left"
    ) -> None:
        words = Snug(self.kit, bold=bold, colour=colour, align=align)
        words.tell(text, place, px, px * LEAST_PX / TITLE_PX)
        self.add_widget(words)


class PublishedLine(Part):
    """A procedure on a card of its own: its name, how long it takes, what it costs."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._card = Plate(kit)
        self._name = Snug(kit, bold=True, lines=3)
        self._limit, self._legal = Snug(kit, colour="gold", lines=3), Snug(kit, colour="ink_soft", lines=2)
        self._fee = Snug(kit, lines=4)
        for part in (self._card, self._name, self._limit, self._legal, self._fee):
            self.add_widget(part)

    def show(self, row: PublishedRow, place: Rect, where: PublishedPlaces, unit: float) -> None:
        """Draw it: as large as all of it fits; what has no room even when it is small is shortened."""
        place = self.lie(place)
        self._card.lie(place.inset(0, 5 * unit))
        name, limit, fee = where.row(place, unit)
        most, least = where.fact_px, where.fact_px * LEAST_SHARE
        self._name.tell_one(abridged(row.name), name, where.name_px, (most,))
        if row.legal:
            limit, legal = self._limit_and_legal(row, limit, most)
            small = most * LEGAL_SHARE
            self._legal.tell_one(row.legal, legal, small, (small,))
        self._limit.tell_one(abridged(row.limit), limit, most, (least,))
        self._fee.tell_one(abridged(row.fee), fee, most, (least,))

    def _limit_and_legal(self, row: PublishedRow, place: Rect, px: float) -> tuple[Rect, Rect]:
        """The office's time over the law's, close to each other in the middle of their place."""
        small = px * LEGAL_SHARE * LINE_BOX
        one = self._limit.can(row.limit, place, px, 1)
        high = (px if one else 2 * LEAST_SHARE * px) * LINE_BOX + 1
        lines = 1 if self._legal.can(row.legal[0], place, px * LEGAL_SHARE, 1) else 2
        both = min(place.height, high + lines * small + 2)
        return place.inset(0, (place.height - both) / 2).cut_top(high)
