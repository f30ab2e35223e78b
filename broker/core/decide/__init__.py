"""Commands to events. Each rule either returns what will have happened or raises `Refuse` with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broker.contract import commands as c
from broker.contract.commands import Command
from broker.contract.events import CommandRefused
from broker.core.decide import bookings, counters, day, issuing, keys, lists, offline, remarks, slips, tickets, troubles
from broker.core.decide.common import Decision, Refuse, Stamp
from broker.core.floor import Floor

__all__ = ["Decision", "Refuse", "Stamp", "decide", "refusal"]

_RULES: dict[type[Command], Callable[[Floor, Any, Stamp], Decision]] = {
    c.ApplyOffice: day.apply_office,
    c.OpenDay: day.open_day,
    c.CloseDay: day.close_day,
    c.StopIssuing: day.stop_issuing,
    c.ResumeIssuing: day.resume_issuing,
    c.SetTraining: day.set_training,
    c.RequestTicket: issuing.request,
    c.ReportPrinted: tickets.printed,
    c.ReportPrintFailed: tickets.print_failed,
    c.AdoptOffline: offline.adopt,
    c.GiveUpTicket: tickets.give_up,
    c.ListTomorrow: lists.list_tomorrow,
    c.MoveTicket: tickets.move,
    c.ApplyBookings: bookings.apply_bookings,
    c.ChangeClass: remarks.change_class,
    c.NoteTicket: remarks.note,
    c.MarkTimes: remarks.mark_times,
    c.PrintSlip: slips.print_slip,
    c.ReportSlip: slips.report_slip,
    c.ReturnTicket: tickets.give_back,
    c.ReportSpoken: tickets.spoken,
    c.PressKey: keys.press_key,
    c.OpenCounter: counters.open_counter,
    c.ShutCounter: counters.shut_counter,
    c.CallNext: counters.call_next,
    c.CallThis: counters.call_this,
    c.Recall: counters.recall,
    c.StartService: counters.start,
    c.FinishService: counters.finish,
    c.MarkNoShow: counters.no_show,
    c.HoldTicket: counters.hold,
    c.TransferTicket: counters.transfer,
    c.AddService: counters.add_service,
    c.UndoPress: counters.undo,
    c.PauseCounter: counters.pause,
    c.TakeCounter: counters.take,
    c.SignIn: counters.sign_in,
    c.SignOut: counters.sign_out,
    c.ReportTrouble: troubles.report,
    c.RaiseEmergency: troubles.emergency,
    c.SettleTrouble: troubles.settle_trouble,
}


def decide(floor: Floor, command: Command, stamp: Stamp) -> Decision:
    """What a command makes happen now. The state is only read. Raises Refuse."""
    return _RULES[type(command)](floor, command, stamp)


def refusal(command: Command, refused: Refuse, device: str = "") -> CommandRefused:
    """A refusal as the event that is stored and answered."""
    return CommandRefused(
        command=type(command).__name__,
        code=refused.code,
        params=refused.params,
        counter=getattr(command, "counter", None),
        key=getattr(command, "key", None),
        device=device,
    )
