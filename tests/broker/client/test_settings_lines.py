"""TOML with line numbers: the scanner finds what tomllib finds, on the lines where it stands."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import find
from broker.client.toml_text import Path, decode, parse

TRICKY = '''\
# [not.a.table]  key = 1
title = "a = 1 # no comment \\" ] }" # comment
"quoted key" . 'and' . plain = 1
text = """
[not.this] = 3
  "two" quotes ""\\""""
raw = \'\'\'
# not a comment \\
\'\'\'

[table."with dot.in"]
list = [ 1, [2, 3], # comment ] with bracket
  { a = 1, b = "}" },
  "]",
]
empty = []
date = 1979-05-27 07:32:00
number = -1_000.5e+3

[[many]]
x = 1
  [many.sub]
  y = { z = { deep = [ { last = 1 } ] }, n = {} }
  [[many.sub.more]]
  [[many.sub.more]]
  w = 1
[[many]]
x = 2
a.b.c = 3
'''


def paths_in(value: Any, path: Path = ()) -> set[Path]:
    """Every key and list element of a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {each for key, inner in inside for each in ({(*path, key)} | paths_in(inner, (*path, key)))}


def test_every_key_and_element_of_a_tricky_file_is_found_where_it_stands() -> None:
    document = parse(TRICKY)
    assert document.problems == []
    assert set(document.lines) == paths_in(tomllib.loads(TRICKY))
    rows = TRICKY.splitlines()
    shown = {path: line for path, line in document.lines.items() if path[-1] in ("raw", "n", "w", "c", "last")}
    assert {path: rows[line - 1].strip() for path, line in shown.items()} == {
        ("raw",): "raw = '''",
        ("many", 0, "sub", "y", "n"): "y = { z = { deep = [ { last = 1 } ] }, n = {} }",
        ("many", 0, "sub", "y", "z", "deep", 0, "last"): "y = { z = { deep = [ { last = 1 } ] }, n = {} }",
        ("many", 0, "sub", "more", 1, "w"): "w = 1",
        ("many", 1, "a", "b", "c"): "a.b.c = 3",
    }  # fmt: skip
    assert rows[document.line(("table", "with dot.in", "list", 3)) - 1].strip() == '"]",'
    assert document.line(("many", 1, "x")) == rows.index("x = 2") + 1
    assert document.line(("many", 1, "nothing", "here")) == len(rows) - 2
    assert document.line(("nothing",)) == 0


@pytest.mark.parametrize("name", ["commune", "district"])
def test_every_key_of_the_samples_is_found(name: str) -> None:
    text = find(f"offices/{name}.toml").read_text()
    assert set(parse(text).lines) == paths_in(tomllib.loads(text))


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def a_list(values: list[str]) -> str:
    """A list over several lines, with comments that look like its end."""
    return "[ " + ", # ]\n".join(values) + " ]"


def inline_table(values: dict[str, str]) -> str:
    """A table on one line."""
    return "{ " + ", ".join(f"{quoted(key)} = {value}" for key, value in values.items() if "\n" not in value) + " }"


PRINTABLE = st.characters(exclude_categories=("Cs", "Cc"))
KEYS = st.from_regex(r"[A-Za-z0-9_-]{1,5}", fullmatch=True) | st.text(PRINTABLE, max_size=4)
SCALARS = st.one_of(
    st.integers(-99, 99).map(str),
    st.sampled_from(["true", "false", "1979-05-27 07:32:00", "07:32:00", "'[x'", '""', "-1_0.5e+3"]),
    st.text(PRINTABLE, max_size=8).map(quoted),
)
VALUES: st.SearchStrategy[str] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(a_list) | st.dictionaries(KEYS, inner, max_size=3).map(inline_table),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Files of tables and lists of tables, comments between."""
    rows = []
    for heading in ["", *draw(st.sampled_from([[], ["[[m]]", "[[m.n]]", "[[m]]", "[[m.n]]"], ["[t.u]", "[t]"]]))]:
        pairs = draw(st.dictionaries(KEYS.filter(lambda key: key not in ("m", "n", "t", "u")), VALUES, max_size=3))
        rows += [draw(st.sampled_from(["", "# a = 1", "# [x] '"])), heading]
        rows += [f"{quoted(key)} = {value} # [" for key, value in pairs.items()]
    return "\n".join(rows)


@given(documents())
def test_the_scanner_finds_the_same_keys_as_tomllib(text: str) -> None:
    assert set(parse(text).lines) == paths_in(tomllib.loads(text))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a = 1\na = 2\n", 2, "this key is already there: a = 2"),
        ("a = 1\nb = no\n", 2, "text stands between quotes"),
        ("a = “x”\n", 1, 'write straight quotes "…"'),
        ('a = "x\n', 1, "the closing quote is missing"),
        ("giờ = 1\n", 1, "a key has no blanks or accents"),
        ("a = [1\nb = 2\n", 2, "not closed"),
        ("[a]\n[a]\n", 2, "Cannot declare"),
        ("a = { b = 1,\n c = 2 }\n", 1, "stands on one line"),
        ('a = """\n', 2, "Unterminated"),
    ],
)
def test_a_syntax_mistake_is_told_with_its_line_in_plain_words(text: str, line: int, said: str) -> None:
    problem = parse(text).problems[0]
    assert problem.line == line
    assert said in problem.what


def test_what_can_be_read_beside_syntax_mistakes_is_read() -> None:
    document = parse("a = 1\nb = no\n[t]\nc = “x”\nd.e = 5 5\nf = 6\n")
    assert [problem.line for problem in document.problems] == [2, 4, 5]
    assert document.whole
    assert document.data == {"a": 1, "t": {"f": 6}}
    assert document.unreadable == {"b", "c", "d", "e"}


def test_a_hopeless_file_ends_and_does_not_run_for_ever() -> None:
    document = parse("\n".join(f"k{n} = ," for n in range(500)))
    assert not document.whole
    assert len(document.problems) == 20


def test_bytes_become_text_in_one_normal_form() -> None:
    assert decode("\ufeffe\u0302\u0301 = 1".encode()) == ("ế = 1", [])
    text, problems = decode(b"a = 1\nb = '\xe9'\n")
    assert (text, [problem.line for problem in problems]) == ("", [2])
