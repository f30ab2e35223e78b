"""Health by the Homie 5 convention: what a device says of itself beside `$state`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

#: node -> property -> what it tells. All our properties are text.
Nodes = Mapping[str, Mapping[str, str]]


def description(name: str, nodes: Nodes | None = None) -> str:
    """The `$description` of a device, JSON. Source: Homie convention 5.0, "Device attributes"."""
    described = {
        node: {"properties": {each: {"datatype": "string", "name": what} for each, what in properties.items()}}
        for node, properties in (nodes or {}).items()
    }
    body = {"homie": "5.0", "version": 1, "name": name, "nodes": described}
    return msgspec.json.encode(body).decode()
