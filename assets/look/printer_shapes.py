"""What can be wrong with a printer, as pictograms: each shows the thing itself, so that it is known without words."""

from assets.look.pictogram_shapes import Drawing, Shape

_BODY: Shape = ("loop", (4, 4, 4, 22, 44, 22, 44, 4))
_SLOT: Shape = ("line", (14, 12, 34, 12))

PRINTERS: dict[str, Drawing] = {
    # The roll is used up: nothing on its core.
    "printer_paper": (
        _BODY,
        _SLOT,
        ("arc", (24, 35, 9.5)),
        ("line", (17.3, 28.3, 30.7, 41.7)),
    ),
    # Its cover stands up, the roll lies open.
    "printer_cover": (
        _BODY,
        _SLOT,
        ("line", (43, 22, 22, 45)),
        ("arc", (17, 23, 8, 8, 172)),
        ("disc", (17, 25.5, 1.8)),
    ),
    # Paper in folds.
    "printer_jam": (
        _BODY,
        _SLOT,
        ("line", (14, 22, 9, 29, 20, 31, 12, 38, 22, 40, 19, 45)),
        ("line", (34, 22, 29, 29, 39, 31, 32, 37, 41, 40, 37, 45)),
    ),
    "printer_fault": (
        ("loop", (4, 3, 4, 17, 44, 17, 44, 3)),
        ("line", (14, 10, 34, 10)),
        ("loop", (24, 46, 10, 23, 38, 23)),
        ("line", (24, 38, 24, 33)),
        ("disc", (24, 28.4, 1.9)),
    ),
    # Its plug is out.
    "printer_gone": (
        ("loop", (2, 12, 2, 36, 22, 36, 22, 12)),
        ("line", (8, 24, 16, 24)),
        ("line", (22, 24, 28, 24)),
        ("line", (28, 18, 28, 30)),
        ("loop", (39, 17, 39, 31, 45, 31, 45, 17)),
        ("line", (33, 20.5, 39, 20.5)),
        ("line", (33, 27.5, 39, 27.5)),
    ),
}
