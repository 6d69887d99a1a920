"""The pages in Malay and Indonesian are those in English: the same headings, tables, sources, examples and outputs."""

from __future__ import annotations

import doctest
import re

import pytest

import docpages
from docpages import ROOT

DOCS = ROOT / "docs"
PAGES = ("index", "quickstart", "reckoning")
LANGUAGES = ("ms", "id")
EACH = [(name, language) for name in PAGES for language in LANGUAGES]


def levels(page):
    """The depth of each heading outside of blocks."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


def prose(page):
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def without_language(source):
    """What a block does, without the language in which it says it, remarks, and the form of a date."""
    source = re.sub(r"\s+#[^\"\n]*$", "", source, flags=re.MULTILINE)
    source = re.sub(r'\.strftime\("[^"]*"\)', "", source)
    source = re.sub(r'(?<=\()"(?:en|ms|id)"\)|, "(?:en|ms|id)"\)', ")", source)
    return re.sub(r" --language (?:en|ms|id)\b", "", source)


def statements(block):
    """The source and the output of each statement or command of a block."""
    if block.language == "python":
        return [(example.source, example.want) for example in doctest.DocTestParser().get_examples(block.text)]
    if block.language == "console":
        return [(" ".join(command.words), command.shown) for command in docpages.commands(block)]
    return [(block.text, "")]


@pytest.mark.parametrize(("name", "language"), EACH)
def test_headings(name, language):
    assert levels(DOCS / language / f"{name}.md") == levels(DOCS / f"{name}.md")


@pytest.mark.parametrize(("name", "language"), EACH)
def test_examples_and_outputs(name, language):
    """What is printed in another language has as many lines; all of it is run by ``test_docs.py``."""
    ours, theirs = (list(docpages.blocks(DOCS / folder / f"{name}.md")) for folder in (".", language))
    assert [(block.language, block.file) for block in theirs] == [(block.language, block.file) for block in ours]
    for mine, its in zip(ours, theirs, strict=True):
        pairs = list(zip(statements(mine), statements(its), strict=True))
        for (source, shown), (their_source, their_shown) in pairs:
            assert without_language(their_source) == without_language(source), its.name
            if their_source == source:
                assert their_shown == shown, its.name
            assert their_shown.count("\n") == shown.count("\n"), its.name


@pytest.mark.parametrize(("name", "language"), EACH)
def test_tables_lists_and_examples(name, language):
    """As many rows, points and numbered examples, so that nothing is left out of a translation."""
    for pattern in (r"^\|", r"^- ", r"^\d+\. ", r"^\*\*\w+ \d+b?\*\*", r"^!\["):
        mine, its = (re.findall(pattern, prose(page), re.MULTILINE) for page in
                     (DOCS / f"{name}.md", DOCS / language / f"{name}.md"))  # fmt: skip
        assert len(its) == len(mine), pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_fields_and_sources(language):
    """The tags of law and practice, the fields in code, and the addresses of sources, in their order."""
    mine, its = (prose(DOCS / folder / "reckoning.md") for folder in (".", language))
    for pattern in (r"\]\((https?://\S+)\)", r"^\| ([RQ]-?[\w-]+) \|", r"^\| `(\w+|[\w-]+)`", r"^\*\*\w+ (\d+b?)\*\*"):
        assert re.findall(pattern, its, re.MULTILINE) == re.findall(pattern, mine, re.MULTILINE), pattern
    tags = r"\b(?:R-[A-Z]{2}-\d+|Q\d+b?)\b"
    assert sorted(re.findall(tags, its)) == sorted(re.findall(tags, mine))


@pytest.mark.parametrize(("name", "language"), EACH)
def test_links_lead_to_the_same_pages(name, language):
    """To the same pages in the same number, in the language of the page where there is one."""

    def targets(page):
        found = [target.partition("#")[0] for target in docpages.links(page)]
        return sorted(str((page.parent / target).resolve().relative_to(DOCS)) for target in found if target)

    def common(paths):
        return sorted({re.sub(r"^(?:ms|id)/", "", path) for path in paths})

    ours, theirs = targets(DOCS / f"{name}.md"), targets(DOCS / language / f"{name}.md")
    assert common(theirs) == common(ours)
    translated = {f"{page}.md" for page in PAGES} - {f"{name}.md"}
    assert translated.isdisjoint(theirs), "there is a page in this language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_left_in_english(language):
    """Words that no Malay and no Indonesian sentence has."""
    for name in PAGES:
        text = re.sub(r"`[^`]*`|\]\([^)]*\)|https?://\S+|!\[.*|^\| [RQ]-?\S+ \|.*$|<!--.*|\([^)]*\)|Rules of Court", "",
                      prose(DOCS / language / f"{name}.md"), flags=re.MULTILINE)  # fmt: skip
        assert re.findall(r"\b(?:the|and|of|which|with|working|days)\b", text) == [], name
