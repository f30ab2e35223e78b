"""What must be said in a language of the region (Khmer), before an office can offer it. Pure.

Vietnamese and English say everything. A language of the region says what a visitor meets on the way to a number and
to the counter: first page, services, confirmation, ticket, its paper, what can go wrong there, the sign over the
counter and the question how it was. All else is shown in Vietnamese.
"""

from collections.abc import Iterable

#: Languages that say everything.
WHOLE = ("vi", "en")
#: Languages that the offline voice speaks; others are heard where somebody has recorded them, at a call.
SPOKEN = ("vi", "en")
#: Groups of keys, by what they begin with.
GROUPS = (
    "idle.", "home.", "service.", "wait.", "count.", "field.", "confirm.", "qty.", "nav.", "mode.", "leaf.", "tick.",
    "help.", "print.", "out.", "place.", "closed.", "half.", "late.", "idleout.", "several.", "ticket.", "listed.",
    "rate.",
)  # fmt: skip
KEYS = (
    "lang.self", "look.proc", "look.file", "appt.button", "appt.early", "appt.late", "train.banner", "sign.please",
    "nth", "prio.toggle", "prio.title", "prio.note", "pause.soon", "pause.desk", "pause.repair", "pause.paper",
)  # fmt: skip


def needed(keys: Iterable[str]) -> frozenset[str]:
    """Those of all keys of the product that a language of the region must have."""
    return frozenset(key for key in keys if key.startswith(GROUPS) or key in KEYS)
