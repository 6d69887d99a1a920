"""What ``make site`` does to links, examples and names of parts that mkdocs and its theme leave as they are."""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import Any

_MARKDOWN = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>\.\./[^)\s#]*)\)")
_HTML = re.compile(r'href="(?P<target>[^":#]+\.(?:md|ipynb))(?P<anchor>#[^"]*)?"')
_EXAMPLE = re.compile(r"^( *```)python(?=\n *>>> )", re.MULTILINE)
_SEARCH = 'data-md-component="search" role="dialog"'
_SECTION = re.compile(
    r'aria-labelledby="[^"]+"(?P<rest>[^>]*>\s*<label class="md-nav__title"[^>]*>\s*<span [^>]*></span>\s*'
    r"(?P<name>[^<]+?)\s*</label>)"
)
_warn = logging.getLogger("mkdocs.hooks").warning


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """A link that leaves the docs, as into the source, becomes its text alone; what an example prints is no Python."""
    docs, folder = Path(config.docs_dir), Path(page.file.abs_src_path).parent

    def inside(link: re.Match[str]) -> str:
        return link[0] if (folder / link["target"]).resolve().is_relative_to(docs) else link["text"]

    return _EXAMPLE.sub(r"\1pycon", _MARKDOWN.sub(inside, markdown))


def on_page_content(html: str, *, page: Any, files: Any, **_: Any) -> str:
    """A link of a notebook leads to the page that was made from the file; one that leads nowhere is a warning."""
    if not page.file.src_uri.endswith(".ipynb"):
        return html

    def made(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), link["target"]))
        file = files.get_file_from_path(path)
        if file is None:
            _warn(f"Notebook {page.file.src_uri!r} contains a link {link['target']!r}, but there is no such page.")
            return link[0]
        return f'href="{file.url_relative_to(page.file)}{link["anchor"] or ""}"'

    return _HTML.sub(made, html)


def on_post_page(output: str, **_: Any) -> str:
    """The search and each section of the menu get names to be read out: the theme gives them none, or an icon's."""
    named, sections = _SECTION.subn(r'aria-label="\g<name>"\g<rest>', output)
    if not sections or _SEARCH not in named:
        _warn("The theme's menu or search is made otherwise than docs/site_hooks.py knows.")
    return named.replace(_SEARCH, f'{_SEARCH} aria-label="Search"')
