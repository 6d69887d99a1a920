"""YAML reading: every code with its place and hint, hostile text, and laws that any text must satisfy."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from charterclock import files
from charterclock.errors import FileError, Problem
from charterclock.files import read_file, read_text


@pytest.fixture(params=["libyaml", "python"])
def parser(request, monkeypatch):
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")
    return request.param


def problems_of(text, **options) -> tuple[Problem, ...]:
    with pytest.raises(FileError) as caught:
        read_text(text, **options)
    return caught.value.problems


def brief(problems) -> list[str]:
    return [f"{p.code} {p.line}:{p.column}" for p in problems]


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 8:00\nb: no\nc: 1.10\nd: 014\ne: 2025-01-01\nf: 24:00", dict(zip("abcdef", ["8:00", "no", "1.10", "014", "2025-01-01", "24:00"], strict=True))),  # noqa: E501
        ("a: null\nb: ~\nc:\nd: 'null'\ne: \"~\"\nf: ''\ng: Null", {"a": None, "b": None, "c": None, "d": "null", "e": "~", "f": "", "g": "Null"}),  # noqa: E501
        ("null: 1\n~: 2\n1: 3\n'': 4\n'<<': 5", {"null": "1", "~": "2", "1": "3", "": "4", "<<": "5"}),
        ("{a: [1, {b: c}, []], d: {}}", {"a": ["1", {"b": "c"}, []], "d": {}}),
        ("- x\n-\n- - y\n  - z", ["x", None, ["y", "z"]]),
        ("just a text", "just a text"),
        ("a: |\n  one\n  two\nb: >\n  three\n  four\n", {"a": "one\ntwo\n", "b": "three four\n"}),
        ("# comment\n---\na: <5 # not a merge\n...\n", {"a": "<5"}),
        ("a: C:\\x\r\nb: Jalan Bukit\r\n", {"a": "C:\\x", "b": "Jalan Bukit"}),
        ("[? a : b, c: d]", [{"a": "b"}, {"c": "d"}]),
    ],
)  # fmt: skip
def test_scalars_stay_text(parser, text, data):
    assert read_text(text).data == data
    assert read_text(text.encode()).data == data
    assert read_text(text, strict=False).problems == ()


def test_byte_order_mark_is_stripped(parser):
    for text in ("\ufeffa: é", b"\xef\xbb\xbfa: \xc3\xa9"):
        document = read_text(text)
        assert document.data == {"a": "é"}
        assert document.place(("a",), key=True) == (1, 1)


# --- places ----------------------------------------------------------------------------------------------------------

PLACED = """\
id: é
pledges:
  - id: lan
    "tiers":
    - {name: small, when: {points: {below: 20}}}
    - [a,
       b]
  - says: |
      text
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("id",), (1, 5), (1, 1)),
        (("pledges",), (3, 3), (2, 1)),
        (("pledges", 0), (3, 5), (3, 5)),
        (("pledges", 0, "id"), (3, 9), (3, 5)),
        (("pledges", 0, "tiers"), (5, 5), (4, 5)),
        (("pledges", 0, "tiers", 0), (5, 7), (5, 7)),
        (("pledges", 0, "tiers", 0, "name"), (5, 14), (5, 8)),
        (("pledges", 0, "tiers", 0, "when"), (5, 27), (5, 21)),
        (("pledges", 0, "tiers", 0, "when", "points", "below"), (5, 44), (5, 37)),
        (("pledges", 0, "tiers", 1), (6, 7), (6, 7)),
        (("pledges", 0, "tiers", 1, 1), (7, 8), (7, 8)),
        (("pledges", 1, "says"), (8, 11), (8, 5)),
        # nothing there: the nearest parent
        (("other",), (1, 1), (1, 1)),
        (("id", "deeper", 3), (1, 5), (1, 5)),
        (("pledges", 7), (3, 3), (3, 3)),
        (("pledges", -1), (3, 3), (3, 3)),
        (("pledges", "0"), (3, 3), (3, 3)),
        (("pledges", 0, 0), (3, 5), (3, 5)),
        (("pledges", 0, "tiers", 0, "missing"), (5, 7), (5, 7)),
    ],
)
def test_places(parser, path, value, key):
    document = read_text(PLACED, "x.yaml")
    assert document.place(path) == value
    assert document.place(path, key=True) == key
    problem = document.problem("CC299", "no", path, key=True, hint="yes")
    assert problem == Problem("CC299", "no", "x.yaml", *key, "yes", found=problem.found)
    problem = document.problem("CC299", "no", path)
    assert problem == Problem("CC299", "no", "x.yaml", *value, found=problem.found)


@pytest.mark.parametrize(
    ("path", "key", "found"),
    [
        ((), False, None), (("pledges",), False, None), (("pledges",), True, "pledges"),
        (("pledges", 0, "id"), False, "lan"), (("pledges", 0, "id"), True, "id"),
        (("pledges", 0, "tiers", 1, 1), False, "b"), (("pledges", 0, "missing"), True, None),
        (("pledges", 1, "says"), False, "text\n"),
    ],
)  # fmt: skip
def test_a_problem_says_what_stands_at_its_place(parser, path, key, found):
    assert read_text(PLACED).problem("CC299", "no", path, key=key).found == found


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1\nb: [x, {c: 2}, {d: ]", {"a": "1", "b": ["x", {"c": "2"}]}),
        ("a: 1\nb: {x: {y: 1}, z: 'open", {"a": "1"}),
        ("a: 1\nb:\n  - c: 1\n  - d: 2\n    e: @", {"a": "1", "b": [{"c": "1"}]}),
        ("a: 1\n---\nb: 2", {"a": "1"}),
        ("- a: 1\n- b: @", None),
        ("@", None),
        ("a: 1\nb: " + "[" * 100, {"a": "1", "b": []}),
    ],
)  # fmt: skip
def test_what_was_whole_before_a_slip_is_kept(parser, text, data):
    with pytest.raises(FileError) as caught:
        read_text(text)
    before = caught.value.before
    assert (None if before is None else before.data) == data


# --- every code ------------------------------------------------------------------------------------------------------

COMPARE, QUOTE, BEGIN = "or write above: 100", "put quotes around the whole text", "cannot begin with "


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("a: >100\n", "1:4", BEGIN + "> or |", COMPARE),
        ("a: 1\nb: >= 5\nc: 1", "2:4", BEGIN + "> or |", COMPARE),
        ("a: > 5", "1:4", BEGIN + "> or |", COMPARE),
        ("a: >5\nb: 1", "1:4", BEGIN + "> or |", COMPARE),
        ("a: >\nb: 1", "1:4", BEGIN + "> or |", COMPARE),
        ("a: |x", "1:4", BEGIN + "> or |", COMPARE),
        ("a: {b: >100}", "1:8", BEGIN + "> or |", COMPARE),
        ("a: [1, |x]", "1:8", BEGIN + "> or |", COMPARE),
        ("\ta: 1", "1:1", "tab", "indent with spaces"),
        ("a:\n\tb: 1", "2:1", "tab", "indent with spaces"),
        ("a:\n  - b\n\t- c", "3:1", "tab", "indent with spaces"),
        ("a: b: c", "1:5", "second ': '", QUOTE),
        ("- a: it's: c", "1:10", "second ': '", QUOTE),
        ("a: b\n  c: d", "2:4", "no key can stand here", "indentation"),
        ("a:b\nc: d", "2:2", "no key can stand here", "line before"),
        ("a: 1\nb\nc: 2", "2:1", "no `key: value`", "space after the colon"),
        ("a: [1, 2\nb: 3", "2:2", "comma or a closing bracket", "line 1, column 4"),
        ("a: {x: 1\nb: 2", "2:2", "comma or a closing bracket", "line 1, column 4"),
        ("{a: 'b' c}", "1:9", "comma or a closing bracket", "line 1, column 1"),
        ('a: "x\nb: c', "1:4", "never closed", "apostrophe"),
        ("a: 'x\nb: c\n", "1:4", "never closed", "apostrophe"),
        ("a: %5", "1:4", BEGIN + "%", QUOTE),
        ("a: @x", "1:4", BEGIN + "%, @", QUOTE),
        ("a: `x", "1:4", BEGIN + "%, @ or `", QUOTE),
        ("a: **b**", "1:4", BEGIN + "* or &", QUOTE),
        ("a: & b", "1:4", BEGIN + "* or &", QUOTE),
        ("a: !x!y z", "1:4", BEGIN + "!", QUOTE),
        ("a: ? b", "1:4", BEGIN + "?", QUOTE),
        ("a: - b", "1:4", "list is broken", "`- `"),
        ("- a\nb: 1", "2:1", "list is broken", "`- `"),
        ('a: "x" y', "1:8", "after its closing quote", QUOTE),
        ("a: 'it's'", "1:8", "after its closing quote", "write '' for '"),
        ("a: ]", "1:4", "belongs to nothing", QUOTE),
        ("a: [b]]", "1:7", "belongs to nothing", QUOTE),
        ("a: {b: 1}\n c: 2", "2:2", "fits nothing above", "same column"),
        ("a: 1\n...\nb", "3:1", "nothing can follow", "one document"),
        ("a: \0", "1:4", "U+0000", None),
        ("a: b\n# \x7f", "2:3", "U+007F", None),
        ("\ufeffa: b\n\ufeffc: d", "2:1", "U+FEFF", None),
    ],
)
def test_syntax(parser, text, place, message, hint):
    (problem,) = problems_of(text, file="x.yaml")
    assert brief([problem]) == [f"CC105 {place}"]
    assert problem.file == "x.yaml"
    assert message in problem.message
    assert hint is None or hint in problem.hint
    assert problems_of(text, file="x.yaml", strict=False) == (problem,)


@pytest.mark.parametrize(
    "text",
    [
        'a: "C:\\path"',
        'a: "\\ud800"',
        'a: "\\UFFFFFFFF"',
        "%YAML 2.0\n---\na",
        "%FOO\na: 1",
        f"%YAML {'9' * 5000}.1\n---\na",
        "a: [",
        "a: {",
        "- [",
    ],
)
def test_syntax_where_the_parsers_differ_in_words(parser, text):
    assert [p.code for p in problems_of(text)] == ["CC105"]


@pytest.mark.parametrize(
    ("text", "found", "hint", "data"),
    [
        ("a: &x 1\nb: *x", ["CC106 1:4", "CC106 2:4"], "quotes", {"a": "1", "b": None}),
        ("*x", ["CC106 1:1"], "quotes", None),
        ("a: &x [1]", ["CC106 1:4"], "quotes", {"a": ["1"]}),
        ("*x : 1\nb: 2", ["CC106 1:1", "CC109 1:1"], "quotes", {"b": "2"}),
        ("a: !!int 5\nb: ! x\nc: !mine {d: e}", ["CC107 1:4", "CC107 2:4", "CC107 3:4"], "quotes", {"a": "5", "b": "x", "c": {"d": "e"}}),  # noqa: E501
        ("a: 1\nb: 2\na: {c: 3}\n'a': 4", ["CC108 3:1", "CC108 4:1"], None, {"a": "1", "b": "2"}),
        ("- {x: 1, x: 2}", ["CC108 1:10"], None, [{"x": "1"}]),
        ("? [a, {b: 1, b: 2}]\n: {c: 1, c: 2}\nd: e", ["CC108 1:14", "CC108 2:10", "CC109 1:3"], None, {"d": "e"}),
        ("{{a: 1}: 2, b: 4}", ["CC109 1:2"], "quotes", {"b": "4"}),
        ("?\n: 3\nb: 4", ["CC109 1:2"], "quotes", {"b": "4"}),
        ("a: 1\n<<: {b: 2}", ["CC111 2:1"], "write the keys out", {"a": "1"}),
        ("a: &x {b: 1}\nc: {<<: *x}", ["CC106 1:4", "CC106 2:9", "CC111 2:5"], None, {"a": {"b": "1"}, "c": {}}),
    ],
)  # fmt: skip
def test_recoverable(parser, text, found, hint, data):
    problems = problems_of(text)
    assert sorted(brief(problems)) == found
    assert hint is None or all(hint in p.hint for p in problems)
    document = read_text(text, strict=False)
    assert document.data == data
    assert sorted(brief(document.problems)) == found


def test_duplicate_key_names_the_first_and_keeps_its_place(parser):
    document = read_text("x: 0\na: 1\na: 2\n", strict=False)
    assert "duplicate key 'a' (the first one is on line 2)" in document.problems[0].message
    assert document.place(("a",)) == (2, 4)


@pytest.mark.parametrize(
    ("text", "found", "hint"),
    [
        (b"a: 1\nb: \xc3\xa9\xff", ["CC102 2:5"], "UTF-8"),
        (b"\xff\xfea\x00", ["CC102 1:1"], "UTF-8"),
        ("a: \udcff", ["CC102 1:4"], "UTF-8"),
        ("x" * (files.MAX_BYTES + 1), ["CC103 None:None"], None),
        ("é" * (files.MAX_BYTES // 2 + 1), ["CC103 None:None"], None),
        ("- a\n" * (files.MAX_NODES + 1), [f"CC103 {files.MAX_NODES}:3"], None),
        ("[" * 65 + "]" * 65, ["CC104 1:65"], "bracket"),
        ("%TAG !a! x\n---\na", ["CC107 1:1"], "%TAG"),
        ("a: 1\r%TAG !a! x", ["CC107 2:1"], "%TAG"),
        ("a: 1\n---\nb: 2", ["CC110 2:1"], "two files"),
        ("---\n---\n", ["CC110 2:1"], "two files"),
        ("", ["CC112 None:None"], None),
        ("# only a comment\n\n", ["CC112 None:None"], None),
        ("---\n", ["CC112 None:None"], None),
        ("~", ["CC112 None:None"], None),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_fatal(parser, text, found, hint):
    for strict in (True, False):
        problems = problems_of(text, strict=strict)
        assert brief(problems) == found
        assert hint is None or all(hint in p.hint for p in problems)


def test_depth_beyond_what_libyaml_itself_takes(parser):
    (problem,) = problems_of("[" * 200_000)  # libyaml gives up at 1,000 and says so there
    assert (problem.code, problem.message, problem.line) == ("CC104", "this is nested more than 64 deep", 1)


def test_depth_at_the_limit(parser):
    assert read_text("[" * 64 + "]" * 64).place((0,) * 63) == (1, 64)


@pytest.mark.parametrize(
    ("end", "last"),
    [("c: >5", "CC105 3:4"), ("---\n", "CC110 3:1"), ("c: " + "[" * 70, "CC104 3:67"), ("c: 'x", "CC105 3:4")],
)
def test_what_was_found_before_a_fatal_problem_is_told(parser, end, last):
    for strict in (True, False):
        assert brief(problems_of("a: !x 1\na: 2\n" + end, strict=strict)) == ["CC107 1:4", "CC108 2:1", last]


def test_problems_are_limited(parser):
    problems = problems_of("a: 1\n" * 1235)
    assert len(problems) == files.MAX_PROBLEMS + 1
    assert str(problems[-1]) == "102:1: CC113 1,134 more from here on"
    problems = problems_of("a: 1\n" * 150 + "b: >5")
    assert brief(problems[-2:]) == ["CC113 102:1", "CC105 151:4"]
    assert len(problems_of("a: 1\n" * 101)) == files.MAX_PROBLEMS


def test_error_and_document_as_values():
    problems = problems_of("a: 1\na: 2")
    assert pickle.loads(pickle.dumps(FileError(problems))).problems == problems
    document = read_text("a: 1", "x")
    assert repr(document) == "Document(data={'a': '1'}, file='x', problems=())"
    with pytest.raises(AttributeError):
        document.data = 1


# --- files -----------------------------------------------------------------------------------------------------------


def test_read_file(tmp_path, parser):
    path = tmp_path / "charter.yaml"
    path.write_bytes(b"a: 1\na: 2\n")
    for name in (path, str(path)):
        document = read_file(name, strict=False)
        assert (document.data, document.file) == ({"a": "1"}, str(path))
        assert document.problems[0].file == str(path)
        with pytest.raises(FileError, match="CC108"):
            read_file(name)


@pytest.mark.parametrize(
    ("make", "code", "message"),
    [
        (lambda path: None, "CC101", "No such file"),
        (lambda path: path.mkdir(), "CC101", "Not a file"),
        (os.mkfifo, "CC101", "Not a file"),
        (lambda path: path.symlink_to("/dev/zero"), "CC101", "Not a file"),
        (lambda path: path.symlink_to(path), "CC101", "symbolic links"),
        (lambda path: path.write_bytes(b"#" * (files.MAX_BYTES + 1)), "CC103", "bytes"),
        (lambda path: path.write_bytes(b""), "CC112", "nothing"),
    ],
    ids=["missing", "folder", "pipe", "device", "loop", "large", "empty"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links")
def test_read_file_refuses(tmp_path, make, code, message):
    path = tmp_path / "charter.yaml"
    make(path)
    with pytest.raises(FileError, match=message) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == (code, str(path))


def test_read_file_with_a_name_that_cannot_be(tmp_path):
    for name in ("a\0b", "x" * 5000):
        with pytest.raises(FileError, match="CC101"):
            read_file(name)


def test_a_file_that_fits_the_limit(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: 1\n".ljust(files.MAX_BYTES, b"#"))
    assert read_file(path).data == {"a": "1"}


def test_importing_loads_no_yaml():
    code = "import sys, charterclock.files; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, env=ENVIRONMENT, timeout=60).returncode == 0


# --- hostile text: in a process of its own, which must neither crash nor hang ----------------------------------------

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(files.__file__).parents[1])}
HOSTILE = {
    "brackets": "'[' * 200_000",
    "braces": "'{a: ' * 200_000",
    "dashes": "'- ' * 200_000",
    "questions": "'? ' * 200_000",
    "closed brackets": "'[' * 200_000 + ']' * 200_000",
    "stairs": "''.join(' ' * n + 'a:\\n' for n in range(1400))",
    "alias bomb": "'a0: &a0 [x]\\n' + ''.join(f'a{n}: &a{n} [' + f'*a{n - 1},' * 9 + ']\\n' for n in range(1, 9000))",
    "duplicates": "'a:\\n' * (M // 3)",
    "flow duplicates": "'{' + 'a,' * (M // 2 - 1) + '}'",
    "many values": "'[' + 'a,' * (M // 2 - 1) + ']'",
    "many keys": "''.join(f'k{n}:\\n' for n in range(100_000))",
    "tag directives": "''.join(f'%TAG !{n:x}! x\\n' for n in range(60_000)) + '---\\na'",
    "directives": "'%X\\n' * (M // 3)",
    "NUL": "'a: ' + chr(0) * (M - 3)",
    "random bytes": "random.randbytes(M)",
    "random ascii": "''.join(random.choices(string.printable, k=M))",
    "one line": "'a: ' + 'x' * (M - 3)",
    "one bad line": "'a: ' + 'b] ' * (M // 3 - 1)",
    "one line of colons": "'a: ' * (M // 3)",
    "one line of brackets": "'k] ' * (M // 3 - 1) + ': '",
    "one long key": "'k' * (M - 2) + ': '",
    "long duplicates": "('k' * 1000 + ': \\n') * 1000",
    "open quote": "chr(34) + 'x\\n' * (M // 2 - 1)",
    "blanks": "'a:' + ' ' * (M - 2)",
    "returns": "'\\r' * M",
    "documents": "'---\\n' * (M // 4)",
    "too large": "'a' * 50 * M",
}  # fmt: skip
PROGRAM = """
import random, string, sys, yaml
from charterclock.errors import FileError
from charterclock.files import read_text
random.seed(1)
M = 2**20
yaml.__with_libyaml__ = yaml.__with_libyaml__ and sys.argv[1] == "libyaml"
text = eval(sys.argv[2])
try:
    read_text(text)
except FileError as error:
    assert len(str(error)) < 100_000 and len(error.problems) <= 102
"""


@pytest.mark.parametrize("which", ["libyaml", "python"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile(which, text):
    # Generous: about half a second a reading with libyaml, five in pure Python, and machines differ.
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, which, text],
        check=False,
        env=ENVIRONMENT,
        timeout=15 if which == "libyaml" else 120,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, "")


# --- laws ------------------------------------------------------------------------------------------------------------

PIECES = [
    *"[]{}:,-?&*!|>'\"%@`#~<ab1\\\t\r\n\0\x85\u2028\ufeffé",
    *(": ", "- ", "? ", "\n  ", "\n    ", "<<: ", "&a ", "*a", "!!str ", "null", ">5", "|-\n", "\\x", "\\u12"),
    *("---\n", "...\n", "%TAG ! x\n", "%YAML 1.1\n"),
]
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def walk(data, path=()):
    yield path, data
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from walk(value, (*path, key))


@pytest.mark.parametrize("libyaml", [True, False])
@settings(max_examples=300)
@given(text=st.one_of(st.text(), st.binary(), YAMLISH, YAMLISH.map(lambda text: "a: 1\nb: " + text)))
def test_any_text_gives_a_document_or_a_file_error(libyaml, text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", libyaml and yaml.__with_libyaml__)
        try:
            document = read_text(text, strict=False)
        except FileError as error:
            document, problems = None, error.problems
        else:
            problems = document.problems
        if problems:
            assert problems_of(text) == tuple(sorted(problems, key=lambda p: (p.line or 0, p.column or 0, p.code)))
    for problem in problems:
        assert problem.code.startswith("CC1")
        assert problem.line is None or min(problem.line, problem.column) >= 1
    for path, value in walk(document.data) if document else ():
        assert value is None or isinstance(value, str | list | dict)
        assert min(document.place(path)) >= 1


# PyYAML's own dumper loses the line breaks that only YAML has, between single quotes.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"))
DATA = st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20)


@pytest.mark.parametrize("libyaml", [True, False])
@given(data=DATA, flow=st.sampled_from([True, False, None]), uni=st.booleans(), quote=st.sampled_from(["'", '"']))
def test_what_is_dumped_comes_back(libyaml, data, flow, uni, quote):
    text = yaml.safe_dump(data, default_style=quote, default_flow_style=flow, allow_unicode=uni, sort_keys=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", libyaml and yaml.__with_libyaml__)
        assert read_text(text).data == data


@given(data=DATA, flow=st.sampled_from([True, False]))
def test_places_of_dumped_scalars(data, flow):
    text = yaml.safe_dump(data, default_style='"', default_flow_style=flow, sort_keys=False, width=10**6)
    document, lines = read_text(text), text.split("\n")
    for path, value in walk(data):
        for place in (document.place(path), document.place(path, key=True)):
            assert place[0] <= len(lines)
        line, column = document.place(path)
        if isinstance(value, str):
            assert lines[line - 1][column - 1] == '"'
        if path and isinstance(path[-1], str):
            line, column = document.place(path, key=True)
            assert lines[line - 1][column - 1] == '"'
