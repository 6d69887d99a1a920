"""The web apps of docs/web-apps.md do what the page says: ``make test-site``."""

from __future__ import annotations

import importlib.util
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import charterclock as cc

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.site


def load_example(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / "examples" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def ask():
    from fastapi.testclient import TestClient

    return TestClient(load_example("web_fastapi").app).get


class TestFastAPI:
    def test_due(self, ask):
        found = ask("/due/permit", params={"start": "2025-05-02T11:00", "area": 240})
        assert found.status_code == 200
        assert found.json()["due"] == "2025-05-19T23:59:59.999999+08:00"
        assert found.json()["explanation"][0] == "within 10 working days - calendar: MY-07"

    def test_language(self, ask):
        found = ask("/due/complaint", params={"start": "2025-05-02T11:00", "language": "ms"})
        assert found.json()["explanation"][0].startswith("dalam tempoh 7 hari bekerja")

    @pytest.mark.parametrize(
        ("path", "code", "said"),
        [
            ("permit?start=2025-05-02T11:00", 422, "CC611 the tiers of permit ask for area, which the case does not"),
            ("complaint?start=2040-05-02T11:00", 422, "CC410"),
            ("complaint?start=2025-05-02T11:00&language=fr", 422, "CC506"),
            ("friendly?start=2025-05-02T11:00", 422, "CC625"),
            ("<b>?start=2025-05-02T11:00", 404, "no pledge '<b>'"),
        ],
    )
    def test_what_goes_wrong(self, ask, path, code, said):
        found = ask(f"/due/{path}")
        assert (found.status_code, found.json()["detail"].startswith(said)) == (code, True)


@pytest.fixture(scope="module")
def shop():
    """The Django example, over a database in memory."""
    import django
    from django.conf import settings
    from django.db import connection

    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings.configure(DATABASES={"default": database}, USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.AutoField")
    django.setup()
    example = load_example("web_django")
    with connection.schema_editor() as editor:
        editor.create_model(example.Case)
    yield example
    connection.close()


@pytest.fixture
def case(shop):
    case = shop.Case(number="P-02")
    case.clock = shop.charter["permit"].start("2025-05-02T09:00", area=60)
    case.save()
    yield case
    case.delete()


def late_at(shop, monkeypatch, at):
    monkeypatch.setattr(shop.timezone, "now", lambda: at)
    return [found["case"] for found in json.loads(shop.late(None).content)["late"]]


class TestDjango:
    def test_the_clock_comes_back_from_the_database(self, shop, case):
        stored = shop.Case.objects.get(number="P-02")
        assert stored.clock == case.clock
        assert stored.due == datetime(2025, 5, 7, 15, 59, 59, 999999, tzinfo=UTC)

    def test_a_paused_case_has_no_due_until_it_resumes(self, shop, case):
        case.clock = case.clock.pause("2025-05-05T16:00")
        case.save()
        assert shop.Case.objects.get(number="P-02").due is None
        case.clock = case.clock.resume("2025-05-06T10:00")
        case.save()
        assert shop.Case.objects.get(number="P-02").due == datetime(2025, 5, 8, 15, 59, 59, 999999, tzinfo=UTC)

    def test_a_clock_without_a_due_is_refused(self, shop):
        with pytest.raises(cc.CaseError, match="CC611"):
            shop.Case(number="P-03").clock = shop.charter["permit"].start("2025-05-02T09:00")

    def test_late(self, shop, case, monkeypatch):
        assert late_at(shop, monkeypatch, datetime(2025, 5, 7, 15, 0, tzinfo=UTC)) == []
        assert late_at(shop, monkeypatch, datetime(2025, 5, 7, 17, 0, tzinfo=UTC)) == ["P-02"]
        case.clock = case.clock.stop("2025-05-07T12:00")
        case.save()
        assert late_at(shop, monkeypatch, datetime(2025, 5, 7, 17, 0, tzinfo=UTC)) == []
