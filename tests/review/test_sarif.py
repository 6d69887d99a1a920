"""SARIF: the form of version 2.1.0, as far as it is used here, and that it says what the problems say."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

import charterclock as cc
from charterclock.cli import main
from charterclock.errors import Problem
from charterclock.review.excerpts import Sources
from charterclock.review.sarif import sarif


def of(needed: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": needed.split(), "properties": properties, "additionalProperties": False}


MESSAGE = of("text", text={"type": "string", "minLength": 1})
FROM_ONE = {"type": "integer", "minimum": 1}
URI = {"type": "string", "format": "uri-reference", "pattern": r"^[!#$&-;=?-\[\]_a-z~%A-Z]+$"}
REGION = of(
    "startLine", startLine=FROM_ONE, startColumn=FROM_ONE, endLine=FROM_ONE, endColumn=FROM_ONE,
    snippet=of("text", text={"type": "string"}),
)  # fmt: skip
RULE = of("id", id={"type": "string"}, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
          helpUri={**URI, "pattern": "^https://"})  # fmt: skip
RESULT = of(
    "message ruleId level",
    ruleId={"type": "string"}, ruleIndex={"type": "integer", "minimum": 0}, message=MESSAGE,
    level={"enum": ["none", "note", "warning", "error"]},
    locations={"type": "array", "items": of(
        "physicalLocation", physicalLocation=of("artifactLocation", artifactLocation=of("uri", uri=URI), region=REGION),
    )},
)  # fmt: skip
DRIVER = of("name", name={"type": "string"}, version={"type": "string"}, informationUri=URI,
            rules={"type": "array", "items": RULE, "uniqueItems": True})  # fmt: skip
#: from the schema of the standard, section 3: the objects that are used here, with their required properties
SARIF = {
    **of("version runs", version={"const": "2.1.0"}, runs={"type": "array", "items": of(
        "tool", tool=of("driver", driver=DRIVER), results={"type": "array", "items": RESULT},
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    )}),
}  # fmt: skip
SARIF["properties"]["$schema"] = {"type": "string", "format": "uri"}

TEXT = """\
id: x
calendar: MY-07
pledges:
  - {id: a, within: soon, note: 窗}
  - {id: 'b', targt: 1%, within: 1 working day}
  - {kind: fee}
"""


def told() -> tuple[list[tuple[Problem, str]], Sources]:
    with pytest.raises(cc.CharterError) as caught:
        cc.loads(TEXT, "a folder/x.yaml")
    problems = [(problem, "error") for problem in caught.value.problems]
    return [*problems, (Problem("CC112", "empty", "/y.yaml"), "note")], Sources({"a folder/x.yaml": TEXT.encode()})


def test_it_has_the_form_of_the_standard() -> None:
    for found in (told()[0], []):
        jsonschema.validate(sarif(found, told()[1]), SARIF)


def test_it_says_what_the_problems_say() -> None:
    found, sources = told()
    (run,) = sarif(found, sources)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    results = run["results"]
    assert [rules[result["ruleIndex"]] for result in results] == [problem.code for problem, _ in found]
    assert [result["level"] for result in results] == ["error"] * 3 + ["note"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert [place["artifactLocation"]["uri"] for place in places] == ["a%20folder/x.yaml"] * 3 + ["file:///y.yaml"]
    regions = [place.get("region") for place in places]
    lines = TEXT.splitlines()
    parts = [lines[r["startLine"] - 1][r["startColumn"] - 1 : r["endColumn"] - 1] for r in regions if r]
    assert parts == ["soon", "targt", "{"]
    assert regions[-1] is None
    assert results[1]["message"]["text"] == "unknown key 'targt' (did you mean 'target'?)"


def test_a_code_that_the_pages_do_not_know_yet() -> None:
    jsonschema.validate(sarif([(Problem("CC199", "new"), "error")], Sources()), SARIF)


def test_a_name_that_is_no_utf_8(capsys: pytest.CaptureFixture[str]) -> None:
    def said(form: str) -> Any:
        assert main(["validate", "none \udcff.yaml", "--format", form]) == 2
        out = capsys.readouterr().out
        assert out.encode()
        return json.loads(out)

    place = said("sarif")["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "none%20%FF.yaml"}}
    assert said("json")[0]["file"] == "none \udcff.yaml"
