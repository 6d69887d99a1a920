from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterclock.drafting import draft
from charterclock.drafting.blocks import is_capitals, lines_to_blocks
from charterclock.drafting.pages import html_to_blocks, read_page
from charterclock.errors import CharterclockError


def texts(page) -> list[str]:
    return [block.text for block in page.blocks]


def test_items_lines_and_headings() -> None:
    page = lines_to_blocks(
        "PIAGAM PELANGGAN\n\n • Satu janji.\n  - bahagian satu\n1.\n\nJanji kedua\n\n11 - - \n99.33%  98.70%\n"
        "i)Sub satu\n1.2\u00a0  TAJUK (lain)\n" + "x" * 121
    )
    assert [(block.text, block.marker, block.is_heading, block.line) for block in page.blocks][:6] == [
        ("PIAGAM PELANGGAN", "", True, 1),
        ("Satu janji.", "•", False, 3),
        ("bahagian satu", "-", False, 4),
        ("Janji kedua", "number", False, 7),
        ("Sub satu", "roman", False, 11),
        ("TAJUK (lain)", "number", True, 12),
    ]
    assert page.title == "PIAGAM PELANGGAN"
    assert page.numbers_alone == (9, 10)


def test_lines_of_a_page_that_was_wrapped_go_on() -> None:
    page = lines_to_blocks("Kami akan menjawab surat\ndalam tempoh tiga hari.\nKami mesra.\n\nLain\n")
    assert texts(page) == ["Kami akan menjawab surat dalam tempoh tiga hari.", "Kami mesra.", "Lain"]


def test_markdown() -> None:
    page = lines_to_blocks(
        "# Charter **of** X\n\n- Answer within `3 days`, see [here](http://x)\n\n"
        "| Service | Time (days) |\n|---|:---:|\n| Permit | 14 |\n| | 3 |\n\nafter\n",
        markdown=True,
    )
    assert page.title == "Charter of X"
    assert texts(page) == ["Charter of X", "Answer within 3 days, see here", "Permit | 14", "3", "after"]
    assert page.blocks[2].cells == ("Permit", "14")
    assert page.blocks[2].heads == ("Service", "Time (days)")


def test_html() -> None:
    page = html_to_blocks(
        "<html><head><title>T</title><style>p {}</style></head><body><nav>menu</nav><h1>Charter &amp; more</h1>"
        "<p>We answer<br>soon.</p><ul><li>outer <ul><li>inner</ul></ul>"
        "<table><tr><th>Service<th>Time</tr><tr><td rowspan=2>Permit</td><td>3<br>days</td></tr>"
        "<tr><td>4 days</td></tr></table><script>var x = '3 days'</script><p>end"
    )
    assert texts(page) == [
        "Charter & more", "We answer", "soon.", "outer", "inner", "Permit | 3 days", "Permit | 4 days", "end",
    ]  # fmt: skip
    assert page.blocks[0].is_heading
    assert page.blocks[3].marker != page.blocks[4].marker
    assert page.blocks[6].heads == ("Service", "Time")
    assert page.title == "Charter & more"


def test_cells_that_go_on_over_several_rows() -> None:
    page = html_to_blocks(
        "<table><tr><th>A<th>B<th>C</tr><tr><td rowspan=3>x<td>1<td>2<tr><td rowspan=2>3<td>4<tr><td>5"
        "<tr><td>y<td>6<td>7</table>"
    )
    assert ["".join(block.cells) for block in page.blocks] == ["x12", "x34", "x35", "y67"]


def test_a_title_without_a_heading() -> None:
    assert html_to_blocks("<title> T </title><p>text</p>").title == "T"


@pytest.mark.parametrize(
    ("text", "said"), [("PIAGAM", True), ("Piagam", False), ("PIAGAM (kecil)", True), ("ICT", False), ("1.1", False)]
)
def test_capitals(text: str, said: bool) -> None:
    assert is_capitals(text) == said


@given(st.text(), st.booleans())
def test_any_text_becomes_blocks(text: str, markdown: bool) -> None:
    for page in (lines_to_blocks(text, markdown), html_to_blocks(text)):
        for block in page.blocks:
            assert block.text == " ".join(block.text.split())
            assert block.text.isprintable()
            assert block.line >= 1


_TAGS = (
    "<table> </table> <tr> </tr> <td> </td> <td/rowspan=3> <th> <ul> </ul> <ol> <li> <p> <br> <h2> </h2> <script> "
    "</script> < &lt; hari"
)


@given(st.lists(st.sampled_from(_TAGS.split()), max_size=30).map("".join))
def test_any_html_becomes_blocks(text: str) -> None:
    assert all(block.text for block in html_to_blocks(text).blocks)


def pdf_of(text: str) -> bytes:
    """The smallest PDF that shows some lines."""
    lines = " ".join(f"({line}) Tj 0 -14 Td" for line in text.splitlines())
    content = f"BT /F1 12 Tf 50 750 Td {lines} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def test_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="the extra pdf is not installed")
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_of("PIAGAM PELANGGAN\nKami menjawab dalam tempoh 3 hari."))
    assert texts(read_page(str(path))) == ["PIAGAM PELANGGAN", "Kami menjawab dalam tempoh 3 hari."]
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(CharterclockError, match="CC801"):
        read_page(str(path))


def test_pdf_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.pdf").write_bytes(b"%PDF")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(CharterclockError, match=r"CC805 .*charterclock\[pdf\]"):
        read_page(str(tmp_path / "page.pdf"))


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("x.txt", None, "CC801"),
        ("x.doc", b"", "CC804"),
        ("x.txt", b"\xff\xfe\x00", "CC801"),
        ("a\0.txt", None, "CC801"),
    ],
)
def test_what_is_no_page(tmp_path: Path, name: str, raw: bytes | None, code: str) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(CharterclockError, match=code):
        read_page(str(tmp_path / name))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeffSatu janji.".encode())))
    assert texts(read_page("-")) == ["Satu janji."]


def test_signs_that_no_file_may_hold_are_left_out(tmp_path):
    for name, text in (("a.txt", "Aduan \x08dijawab dalam tempoh 3\x0b hari bekerja."),
                       ("a.html", "<p>Aduan &#8;dijawab dalam tempoh 3 hari\x07 bekerja.</p>")):  # fmt: skip
        (tmp_path / name).write_text(text)
        assert len(draft(str(tmp_path / name)).charter) == 1
