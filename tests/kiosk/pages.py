"""Every page the kiosk can show, of the sample office."""

from __future__ import annotations

from assets import find
from broker.contract.ids import Lang
from broker.contract.office import Office
from broker.office import read_office
from kiosk import gallery_samples
from kiosk.session.views import View

NOW = gallery_samples.NOW


def office() -> Office:
    """The sample commune."""
    return read_office(find("offices/commune.toml"))


def every_page(lang: Lang) -> dict[str, View]:
    """By a name for a picture."""
    return gallery_samples.sample_views(office(), lang)
