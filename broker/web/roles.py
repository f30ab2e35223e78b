"""What an account may be. In a room of its own: the command line names them before any library is loaded."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["clerk", "guide", "manager", "admin"]
#: Each may do what those before it may.
ROLES: tuple[Role, ...] = get_args(Role)
