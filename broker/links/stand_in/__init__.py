"""A one-stop system to practise and to test with: the same over HTTP and as dropped files, with faults to order.

Like a real one it knows names, addresses and telephone numbers and sends them along; none may ever reach a kiosk.
"""

from broker.links.stand_in.folder import drop, drop_half
from broker.links.stand_in.office import Booking, Dossier, Office, sample
from broker.links.stand_in.server import FAULTS, Fault, StandIn

__all__ = ["FAULTS", "Booking", "Dossier", "Fault", "Office", "StandIn", "drop", "drop_half", "sample"]
