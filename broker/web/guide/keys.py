"""The keyboard's keys of the guide desk's page. Named by their place on the keyboard, so that Telex and VNI typing do
not change them. Pure.
"""

from __future__ import annotations

from broker.web.counter.keys import EMERGENCY, HELP_KEY, SETTLE_KEY

SERVICE_KEY = "V"
ISSUE_KEY = "P"
FIND_KEY = "T"
YESTERDAY_KEY = "Q"
BOOKING_KEY = "L"
__all__ = [
    "BOOKING_KEY", "EMERGENCY", "FIND_KEY", "HELP_KEY", "ISSUE_KEY", "SERVICE_KEY", "SETTLE_KEY", "YESTERDAY_KEY",
]  # fmt: skip
