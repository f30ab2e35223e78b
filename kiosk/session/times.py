"""Now, and the time that people and machines are given: pure data."""

from __future__ import annotations

import msgspec

from broker.contract.ids import InstantMs


class Moment(msgspec.Struct, frozen=True):
    """Now, twice: real monotonic seconds for hands and links, engine time for people."""

    real_s: float
    office: InstantMs


class Hands(msgspec.Struct, frozen=True, kw_only=True):
    """Real seconds that people and machines are given.

    `idle_s`: from the last touch to the reset, the last `warn_s` of it warned. `take_s`, `sorry_s`: how long a
    page that needs no answer stays. `dim_s`: after which a first page that nobody touches rests,
    `notices_s`: after which the office's notices take turns over it. `again_s`: a wish
    for the same service so soon after a number came out looks like a slip of the same hand. `ask_again_s` …
    `give_up_s`: how often, and for how long while the beat goes on, a number is asked for. `start_s`: how long a
    start may take before it counts as trouble. `print_s`: after which a printer that says nothing at all is silent;
    `look_up_s`: the same of another system.
    """

    idle_s: float = 60.0
    warn_s: float = 20.0
    dim_s: float = 45.0
    notices_s: float = 60.0
    take_s: float = 10.0
    sorry_s: float = 20.0
    again_s: float = 8.0
    retry_s: float = 2.0
    tries: int = 3
    ask_again_s: float = 1.0
    give_up_s: float = 10.0
    start_s: float = 40.0
    print_s: float = 45.0
    look_up_s: float = 3.0


#: For demonstrations and tests: pages that only wait for a reader go sooner. No touch is left out.
QUICK = Hands(take_s=0.3, sorry_s=1.0, again_s=0.0)
