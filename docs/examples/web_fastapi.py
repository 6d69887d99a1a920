"""Due dates over HTTP. Run it from the checkout: ``fastapi run docs/examples/web_fastapi.py``."""

from datetime import datetime
from typing import Any

from fastapi import FastAPI, HTTPException

import charterclock as cc

charter = cc.load("docs/examples/counter.yaml")
app = FastAPI()


@app.get("/due/{pledge}")
def due(pledge: str, start: datetime, area: float | None = None, language: str = "en") -> dict[str, Any]:
    """When a case of a pledge is due, and why."""
    if pledge not in charter.ids:
        raise HTTPException(404, f"no pledge {pledge!r}")
    facts = {} if area is None else {"area": area}
    try:
        found = charter[pledge].due(start, **facts)
        return {"due": found.at, "explanation": found.explain(language).splitlines()}
    except cc.CharterclockError as error:
        raise HTTPException(422, str(error)) from None
