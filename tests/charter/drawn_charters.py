"""Charters for Hypothesis to draw, as the mappings that a file would hold: every kind, every key, odd texts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from charterclock.durations import BARE, UNITS
from charterclock.language.kinds import STATEMENTS
from charterclock.reckoning import CHOICES, PRESETS

#: what YAML, or a reader of it, could take for something else
ODD = (
    "null", "~", "yes", "no", "1.10", "8:00", "0x1F", "2025-05-01", "- a", "a: b", "#", "'", '"', "{", "窓", "a\nb",
    " a", "a ", "é", "\u2028", "\t", "\x85", "%", "@", "&x", "*x", "!x", "<<", "=", "1e3", "", "a" * 150,
)  # fmt: skip
texts = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
names = texts.filter(lambda text: text.strip() != "")
days = st.dates().map(str)
whole = st.integers(0, 400)
numbers = st.one_of(whole.map(str), st.fractions(0, 50, max_denominator=30).map(str), st.sampled_from(["1.50", ".5"]))
percents = st.one_of(whole.filter(lambda n: n <= 100).map(lambda n: f"{n}%"),
                     st.fractions(0, 100, max_denominator=12).map(lambda n: f"{n}%"))  # fmt: skip
MEANINGS = {word: choices for word, choices in BARE.items() if word != "minute"}
meanings = st.fixed_dictionaries({word: st.sampled_from(choices) for word, choices in MEANINGS.items()},
                                 optional={"working month": st.just("22 working days")})  # fmt: skip
reckonings = st.one_of(
    st.sampled_from(list(PRESETS)),
    st.fixed_dictionaries({}, optional={
        **{name: st.sampled_from(choices) for name, choices in CHOICES.items()},
        "preset": st.sampled_from(list(PRESETS)), "statutory_limit": st.sampled_from(["6", "7"]),
    }),
)  # fmt: skip


def given(needed: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """Conditions by column: words, or bounds of one type between which something lies."""
    found: dict[str, Any] = {}
    for column in draw(st.lists(names, max_size=2, unique=True)):
        low, high = sorted(draw(st.tuples(whole, whole)))
        keys = draw(st.tuples(st.sampled_from(["from", "above"]), st.sampled_from(["to", "below"])))
        bounds = dict(zip(keys, (str(low), str(high + 1)), strict=True))
        some = {key: bounds[key] for key in draw(st.lists(st.sampled_from(list(bounds)), min_size=1, unique=True))}
        words = st.one_of(texts, st.lists(texts, min_size=1, max_size=3))
        dated = st.builds(lambda day: {"from": day}, days)
        found[column] = draw(st.one_of(words, st.just(some), dated)) if column != "arrived" else "in opening time"
    return found


def durations(units: list[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda amount, unit: unit if unit.startswith("next") else f"{amount} {unit}", whole,
                     st.sampled_from(units))  # fmt: skip


DAYS = [unit for unit in (*UNITS, *BARE) if unit.rpartition(" ")[2] in ("day", "week", "month") and unit[:4] != "next"]


@st.composite
def limits(draw: st.DrawFn) -> dict[str, Any]:
    """One limit of a pledge or tier, with its bound as the key."""
    bound = draw(st.sampled_from(["within", "under", "after", "before", "at_least", "by", "range"]))
    if bound == "by":
        return {"by": draw(st.sampled_from(["31 May", "05-31", "1 Januari"]))}
    if bound == "range":
        low, more = draw(st.tuples(whole, whole))
        return {"within": {"from": f"{low} working days", "to": f"{low + more} working days"}}
    return {bound: draw(durations(DAYS if bound in ("after", "before") else [*UNITS, *BARE]))}


milestones = st.one_of(
    names, st.builds(lambda how, several: {how: several}, st.sampled_from(["all", "any"]),
                     st.lists(names, min_size=1, max_size=3)),
)  # fmt: skip
recurring = given({"every": st.sampled_from(["month", "quarter", "year"])}, at=st.sampled_from(["start", "end"]))
clocks = given({}, start=st.one_of(milestones, recurring), stop=milestones)


@st.composite
def deadlines(draw: st.DrawFn) -> dict[str, Any]:
    keys = draw(given({}, clock=clocks, target=percents, pause=names, excludes=names, meanings=meanings,
                      reckoning=reckonings))  # fmt: skip
    if draw(st.booleans()):
        return {**keys, **draw(limits())}
    tiers = draw(st.lists(st.tuples(conditions(), limits(), given({}, target=percents)), min_size=1, max_size=3))
    return {**keys, "tiers": [{"name": f"t{n}", "when": when, **limit, **target}
                              for n, (when, limit, target) in enumerate(tiers)]}  # fmt: skip


periods = st.sampled_from(["month", "quarter", "year"])
others = st.one_of(
    given({"kind": st.just("availability"), "at_least": percents}, per=periods,
          agreed=st.sampled_from(["24x7", "opening time"]),
          systems=given({"names": st.lists(names, min_size=1, max_size=3)}, take=st.sampled_from(["mean", "worst"])),
          maintenance=given({}, count=st.sampled_from(["included", "excluded"]), cap=st.just("36 hours per year"))),
    given({"kind": st.just("frequency"), "every": st.sampled_from(["month", "2 months", "quarter", "1 year"])}),
    given({"kind": st.just("frequency"), "times": st.integers(1, 99).map(str), "per": st.just("year")},
          at_least_once_per=st.sampled_from(["month", "quarter"])),
    st.builds(lambda low, more, most: {"kind": "score", "scale": f"{low}-{low + more + most + 1}",
                                       "at_least": str(low + more)}, whole, whole, whole),
    given({"kind": st.just("index")}, elements=st.integers(1, 20).map(str), weight=numbers, at_least=numbers),
    given({"kind": st.just("ratio"), "at_least": percents, "of": texts}, cohort=conditions()),
    given({"kind": st.sampled_from(STATEMENTS)}),
)  # fmt: skip


@st.composite
def pledges(draw: st.DrawFn) -> dict[str, Any]:
    shared = draw(given({}, says=texts, note=texts, applies=conditions(), valid=given({}, **{"from": days})))
    return {**draw(st.one_of(deadlines(), others)), **shared}


@st.composite
def charters(draw: st.DrawFn) -> dict[str, Any]:
    """A whole charter, as the mapping that a file would hold."""
    keys = draw(given(
        {"id": names, "calendar": st.sampled_from(["MY-07", "ID-SB", "MY"]), "meanings": meanings},
        charterclock=st.just("1"), title=st.one_of(texts, st.dictionaries(names, texts, min_size=1, max_size=2)),
        issuer=texts, language=st.sampled_from(["ms", "id", "en"]), reckoning=reckonings,
        source=given({}, document=texts, url=texts, note=texts),
        recovery=given({}, counts_as=st.sampled_from(["extended", "met"]), notify=st.just("before_due")),
        period_by=st.sampled_from(["due", "receipt", "stop"]),
    ))  # fmt: skip
    found = draw(st.lists(pledges(), min_size=1, max_size=4))
    return {**keys, "pledges": [{"id": f"p{n}", **pledge} for n, pledge in enumerate(found)]}
