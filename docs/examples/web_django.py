"""A case whose clock is a JSON column, and a page of what is late; in an app they are models.py and views.py."""

import json
from typing import Any

from django.db import models
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

import charterclock as cc

charter = cc.load("docs/examples/counter.yaml")


class Case(models.Model):
    """One case. ``due`` is there to be searched for; it is empty while the case is paused."""

    number = models.CharField(max_length=20, unique=True)
    clock_json = models.JSONField()
    due = models.DateTimeField(null=True, db_index=True)

    class Meta:
        app_label = "counter"

    @property
    def clock(self) -> cc.Clock:
        """Its clock; a step on it gives a new one, to be set."""
        return cc.Clock.from_json(json.dumps(self.clock_json), charter)

    @clock.setter
    def clock(self, clock: cc.Clock) -> None:
        self.clock_json = json.loads(clock.to_json())
        try:
            self.due = clock.due().at
        except cc.CaseError as error:
            if error.code != "CC606":  # paused, and not resumed: the due is not known yet
                raise
            self.due = None

    def __str__(self) -> str:
        return self.number


def late(request: HttpRequest) -> JsonResponse:
    """The cases that are past their due and not done, the oldest first."""
    now = timezone.now()
    passed = Case.objects.filter(due__lt=now).order_by("due")
    found: list[dict[str, Any]] = [
        {"case": case.number, "due": case.due} for case in passed if case.clock.status(at=now).verdict == "overdue"
    ]
    return JsonResponse({"late": found})
