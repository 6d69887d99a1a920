"""The pages are true: every example runs and prints what it shows, every code has its heading, every link resolves."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import charterclock as cc
import docpages
from charterclock.review.titles import TITLES, page_of
from docpages import PAGES, ROOT, Block

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
BLOCKS = {page: list(docpages.blocks(page)) for page in PAGES}
ERRORS, LINT = ROOT / "docs" / "errors.md", ROOT / "docs" / "lint.md"


#: how versions of pandas write a blank cell, and the sign that the pages ask it for
BLANK = re.compile(r"(?<!\S)(?:nan|NaN|NaT|None|-)(?!\S)|\b(?:nan|None)(?=[,\]])")


class Checker(doctest.OutputChecker):
    """The pages show what pandas 3 prints; before it a blank is ``None``, which is printed otherwise or not at all."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        if super().check_output(want, got, optionflags):
            return True
        if int(pd.__version__.split(".")[0]) >= 3:
            return False
        plain = BLANK.sub("~", want)
        return plain != want and super().check_output(plain, BLANK.sub("~", got or "None\n"), optionflags)


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A fresh checkout, as far as the pages know: what they write does not litter the real one."""
    for name in ("charters", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def of_language(*languages: str) -> list[Block]:
    return [block for found in BLOCKS.values() for block in found if block.language in languages]


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_examples(page, checkout):
    """Python and commands in the order of the page: the blocks of a page share their names."""
    parser, names, code, failures = doctest.DocTestParser(), {}, 0, []
    for block in BLOCKS[page]:
        if block.language == "python":
            test = parser.get_doctest(block.text, names, block.name, str(page), block.line - 1)
            runner = doctest.DocTestRunner(Checker(), optionflags=FLAGS, verbose=False)
            runner.run(test, out=failures.append, clear_globs=False)
            names = test.globs
        elif block.language == "console":
            for command in docpages.commands(block):
                printed, code = docpages.run(command, code)
                shown, said = command.shown.rstrip("\n"), printed.rstrip("\n")
                if not doctest.OutputChecker().check_output(shown + "\n", said + "\n", doctest.ELLIPSIS):
                    failures.append(f"{page_id(page)}:{command.line}: {command.words}\n{printed}")
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("block", of_language("python"), ids=lambda block: block.name)
def test_python_is_shown_with_prompts(block):
    assert block.text.startswith(">>> ")


@pytest.mark.parametrize("block", of_language("sh", "console"), ids=lambda block: block.name)
def test_commands_are_of_the_program_or_of_make(block):
    words = ("$ ",) if block.language == "console" else ("charterclock ", "make ", "pip ", "python")
    assert block.text.startswith(words)


def codes_of(block: Block) -> set[str]:
    """The codes of what a part of a charter has wrong; on the page on lint, of what is doubtful in it."""
    try:
        charter = cc.loads(docpages.as_charter(block.text))
    except (cc.FileError, cc.CharterError) as error:
        return {problem.code for problem in error.problems}
    return {finding.code for finding in cc.lint(charter)} if block.page == LINT else set()


@pytest.mark.parametrize("block", of_language("yaml"), ids=lambda block: block.name)
def test_yaml(block, monkeypatch):
    """A whole charter or a part of one loads; a wrong one has the code of the heading it stands under, and no other."""
    if block.file:  # what it names stands beside it
        monkeypatch.chdir((ROOT / block.file).parent)
    assert codes_of(block) == ({block.code} if block.before == "Wrong:" else set())


@pytest.mark.parametrize("page", [ERRORS, LINT], ids=page_id)
def test_every_code_has_a_wrong_and_a_right_example(page):
    """What the examples print is checked by ``test_examples``; here, that it is of this code alone, or of none."""
    shown = {heading[:5]: set() for heading in docpages.headings(page) if heading.startswith("CC")}
    for block in (block for block in BLOCKS[page] if block.code):
        assert block.before in ("Wrong:", "Right:"), block.name
        shown[block.code].add(block.before)
        if block.language != "yaml":
            printed = re.sub(r"^(>>>|\.\.\.) .*$", "", block.text, flags=re.MULTILINE)
            told = set(re.findall("CC[0-9]{3}", printed))
            assert told == ({block.code} if block.before == "Wrong:" else set()), block.name
    assert {code for code, found in shown.items() if found != {"Wrong:", "Right:"}} == set()


@pytest.mark.parametrize(
    "block", [block for found in BLOCKS.values() for block in found if block.file], ids=lambda block: block.name
)
def test_a_file_that_is_shown_is_the_file(block):
    assert (ROOT / block.file).read_text(encoding="utf-8") == block.text


def test_every_code_has_a_heading():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    used = {code for text in sources for code in re.findall(r"CC[0-9]{3}", text)}
    found = [heading[:5] for page in (ERRORS, LINT) for heading in docpages.headings(page) if heading.startswith("CC")]
    assert sorted(found) == found
    assert len(set(found)) == len(found)
    assert set(found) == used


def test_the_titles_of_codes_are_their_headings():
    """SARIF shows them, and leads to the heading of each."""
    headings = [heading for page in (ERRORS, LINT) for heading in docpages.headings(page)]
    titled = {heading[:5]: heading[6:] for heading in headings if re.match("CC[1-59]", heading)}
    assert titled == TITLES
    for code in TITLES:
        page, anchor = re.fullmatch(r"https://.*/(errors|lint)/#(.+)", page_of(code)).groups()
        assert anchor in map(docpages.slug, docpages.headings(ROOT / "docs" / f"{page}.md"))


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links(page):
    for target in docpages.links(page):
        name, _, anchor = target.partition("#")
        file = (page.parent / name) if name else page
        assert file.exists(), target
        if anchor:
            assert anchor in map(docpages.slug, docpages.headings(file)), target


def test_the_contents_of_the_page_on_reckoning_name_every_section():
    page = ROOT / "docs" / "reckoning.md"
    named = re.findall(r"^- \[(.+)\]\(#.+\)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert named == re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
