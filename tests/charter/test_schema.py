"""The JSON Schema of charter files: current, true to the reader, and of use to an editor."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from test_load import MISTAKES, every_form

from charterclock.charter.schema import schema
from charterclock.files import read_text

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "charters").glob("*.yaml"), *(ROOT / "docs" / "examples").glob("*.yaml")])
CHECKER = jsonschema.Draft7Validator(schema())


def views(text: str) -> list[Any]:
    """What a file holds, to the reader and to an editor, which knows YAML 1.2 and no type of a date."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): plain(content) for key, content in value.items()}
        if isinstance(value, list):
            return [plain(content) for content in value]
        return value.isoformat() if isinstance(value, date) else value

    return [read_text(text).data, plain(YAML(typ="safe", pure=True).load(text))]


def test_it_is_a_schema_and_the_committed_one_is_current() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    committed = (ROOT / "charters" / "schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == schema(), "charterclock schema > charters/schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_charters_have_its_form(path: Path) -> None:
    for view in views(path.read_text(encoding="utf-8")):
        assert CHECKER.is_valid(view) == ("pledges" in view and path.name != "mistakes.yaml")


@pytest.mark.parametrize("name", ["bank", "branch", "clinic", "district", "helpdesk", "office"])
def test_a_calendar_of_a_file_has_it_within_a_charter(name: str) -> None:
    for view in views((ROOT / "docs" / "examples" / f"{name}.yaml").read_text(encoding="utf-8")):
        charter = {"id": "x", "pledges": [{"id": "a", "kind": "fee"}], **view}
        assert [error.message for error in CHECKER.iter_errors(charter)] == []


@pytest.mark.parametrize(("text", "sound"), list(every_form()))
def test_every_form_that_loads_has_it(text: str, sound: Any) -> None:
    for view in views(text):
        assert [error.message for error in CHECKER.iter_errors(view)] == []


#: mistakes that an editor can see without reading a phrase; of the others it may see some
SEEN = ("CC201", "CC202", "CC203", "CC208", "CC400", "CC404", "CC502", "CC503")


@pytest.mark.parametrize("text", [text for text, found, _, _ in MISTAKES if found.startswith(SEEN)])
def test_a_wrong_file_has_it_not(text: str) -> None:
    assert not CHECKER.is_valid(read_text(text, strict=False).data)
