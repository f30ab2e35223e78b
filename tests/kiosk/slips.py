"""Slips for tests: any slip an office could configure, with Vietnamese letters in plenty."""

from hypothesis import strategies as st

from kiosk.paper.ticket import Line, Role, Slip

# Stacked letters, marks below the line, and the punctuation of the product's texts.
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐẪỖẾỰƠƯỲỵẵẳặậợửỹấầẩềểễồổởỡỳỷ0123456789 ,.:;–()/"
WORDS = st.text(LETTERS, max_size=60)
PAYLOADS = st.text("abcdefghijklmnopqrstuvwxyzABC0123456789:/.-?=", max_size=60)
NUMBERS = st.from_regex(r"[A-Z][0-9]?-[0-9]{2,4}|[0-9]{4}", fullmatch=True)


@st.composite
def slips(draw: st.DrawFn) -> Slip:
    lines = st.lists(st.builds(Line, st.sampled_from(Role), WORDS), max_size=6)
    return Slip(
        number=draw(NUMBERS),
        field=draw(WORDS),
        service=draw(WORDS),
        office=tuple(draw(st.lists(WORDS, max_size=2))),
        lines=tuple(draw(lines)),
        priority=draw(st.sampled_from(["", "Diện ưu tiên"])),
        reprint=draw(st.sampled_from(["", "In lại lúc 08:07"])),
        qr=draw(PAYLOADS),
        second=tuple(draw(st.lists(WORDS, max_size=4))),
        training=draw(st.booleans()),
    )
