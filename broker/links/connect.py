"""From the settings to the one-stop system they name."""

from __future__ import annotations

from broker.links.errors import LinksError
from broker.links.file_drop import FileDrop
from broker.links.http import HttpSystem
from broker.links.settings import LinksSettings
from broker.links.system import Nowhere, OneStop


def connect(settings: LinksSettings) -> OneStop:
    """The system that the settings name. Nothing is opened yet. Raises LinksError when they do not fit together."""
    if settings.kind == "folder":
        if settings.folder is None:
            raise LinksError('[links] kind = "folder" needs folder = "…"')
        return FileDrop(settings.folder, settle_s=settings.settle_s, timeout_s=settings.timeout_s)
    if settings.kind == "http":
        if not settings.url.startswith(("http://", "https://")):
            raise LinksError('[links] kind = "http" needs url = "http://…" or "https://…"')
        return HttpSystem(settings.url, timeout_s=settings.timeout_s, secret_file=settings.secret_file)
    return Nowhere()
