"""The root of all commands, and the words that several of them use."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Key = Literal["next", "recall", "start", "pause"]
#: How a service ended, in the office's words (texts: outcome.*). "not_recorded": the day was closed over it.
Outcome = Literal[
    "accepted", "more_papers", "refused", "result_given", "advice", "other_field", "withdrawn", "not_recorded"
]
PauseReason = Literal["personal", "consulting", "paperwork", "fault", "lunch", "clerk_absent", "other"]
Dossiers = Annotated[int, msgspec.Meta(ge=0, le=999)]


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag=True):
    """Root of all commands."""
