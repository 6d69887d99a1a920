"""What ``make site`` does beyond mkdocs: links, examples and names of parts, pages of the checkout, languages."""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

_MARKDOWN = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>\.\./[^)\s#]*)\)")
_HTML = re.compile(r'href="(?P<target>[^":#]+\.(?:md|ipynb))(?P<anchor>#[^"]*)?"')
_EXAMPLE = re.compile(r"^( *```)python(?=\n *>>> )", re.MULTILINE)
_SEARCH = 'data-md-component="search" role="dialog"'
_SECTION = re.compile(
    r'aria-labelledby="[^"]+"(?P<rest>[^>]*>\s*<label class="md-nav__title"[^>]*>\s*<span [^>]*></span>\s*'
    r"(?P<name>[^<]+?)\s*</label>)"
)
#: files of the checkout that are pages of the site too
_FROM_CHECKOUT = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
_PICTURE = re.compile(r'<p>(<img [^>]*src="(?:\.\./)*pictures/)')
_warn = logging.getLogger("mkdocs.hooks").warning


def on_files(files: Any, *, config: Any) -> Any:
    """The changes and how to contribute, which stand beside the docs."""
    for name, uri in _FROM_CHECKOUT.items():
        text = (Path(config.docs_dir).parent / name).read_text(encoding="utf-8")
        files.append(File.generated(config, uri, content=text.replace("](docs/", "](")))
    return files


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """A link that leaves the docs, as into the source, becomes its text alone; what an example prints is no Python."""
    docs = Path(config.docs_dir)
    folder = (docs / page.file.src_uri).parent

    def inside(link: re.Match[str]) -> str:
        if (made := _FROM_CHECKOUT.get(posixpath.basename(link["target"]))) and folder == docs:
            return f"[{link['text']}]({made})"
        return link[0] if (folder / link["target"]).resolve().is_relative_to(docs) else link["text"]

    return _EXAMPLE.sub(r"\1pycon", _MARKDOWN.sub(inside, markdown))


def on_page_content(html: str, *, page: Any, files: Any, **_: Any) -> str:
    """A link of a notebook leads to the page that was made from the file; one that leads nowhere is a warning.

    A picture of days that is wider than the page can be moved sideways, with the keyboard too.
    """
    html = _PICTURE.sub(r'<p class="picture" tabindex="0">\1', html)
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


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """The search and each section of the menu get names to be read out: the theme gives them none, or an icon's.

    A page in Malay or Indonesian says so to a reader that speaks.
    """
    named, sections = _SECTION.subn(r'aria-label="\g<name>"\g<rest>', output)
    if not sections or _SEARCH not in named:
        _warn("The theme's menu or search is made otherwise than docs/site_hooks.py knows.")
    named = named.replace(_SEARCH, f'{_SEARCH} aria-label="Search"')
    language = page.file.src_uri.partition("/")[0]
    return named.replace('<html lang="en"', f'<html lang="{language}"', 1) if language in ("ms", "id") else named
