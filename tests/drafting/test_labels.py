from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterclock.drafting.blocks import lines_to_blocks
from charterclock.drafting.draft import draft_page
from charterclock.drafting.labels import labelled, pair_blocks, pair_cells

TWO = {"baharu": "14 hari", "pembaharuan": "7 hari"}


@pytest.mark.parametrize(
    "page",
    [
        "Lesen perniagaan (i) baharu (ii) pembaharuan\n(i) 14 hari (ii) 7 hari\n",
        "Lesen perniagaan:\n(i) baharu\n(ii) pembaharuan\n\n(i) 14 hari\n(ii) 7 hari\n",
        "Lesen perniagaan:\na) baharu\nb) pembaharuan\na) dalam tempoh 14 hari\nb) dalam tempoh 7 hari\n",
    ],
)
def test_a_label_has_the_time_of_the_next_block(page: str) -> None:
    blocks = pair_blocks(lines_to_blocks(page).blocks, "ms")
    texts = [block.text.replace("dalam tempoh ", "") for block in blocks]
    assert texts == ["Lesen perniagaan:", *(f"{label}: {time}" for label, time in TWO.items())]


@pytest.mark.parametrize(
    "page",
    [
        "Lesen (i) baharu (ii) pembaharuan\n(i) 14 hari\n",  # a label less
        "Lesen (i) baharu (ii) lama (iii) lain\n(i) 14 hari (ii) 7 hari\n",
        "Lesen (i) baharu 3 hari (ii) lama\n(i) 14 hari (ii) 7 hari\n",  # its words have a time already
        "Kaedah 5(3) dan (ii) lain\n(i) 14 hari (ii) 7 hari\n",
        "Lesen (i) baharu (ii) pembaharuan\n(i) mesra (ii) cekap\n",
        "(i) baharu\n(ii) lama\n(i) lain\n(ii) 3 hari\n",
    ],
)
def test_other_blocks_stay_as_they_are(page: str) -> None:
    blocks = lines_to_blocks(page).blocks
    assert pair_blocks(blocks, "ms") == list(blocks)


def test_cells() -> None:
    assert pair_cells(["1", "Lesen: (i) baharu (ii) pembaharuan", "(i) 14 hari (ii) 7 hari"], "ms") == (
        "Lesen:", list(TWO.items()),
    )  # fmt: skip
    assert pair_cells(["Lesen (i) baharu (ii) lama", "3 hari"], "ms") == ("", [])


@pytest.mark.parametrize(
    ("head", "times"), [("Tempoh", "(i) 14 hari (ii) 7 hari"), ("Tempoh (hari)", "(i) 14 (ii) 7")]
)
def test_the_draft_of_a_row_has_a_tier_for_each_label(head: str, times: str) -> None:
    page = f"| Bil | Perkhidmatan | {head} |\n|---|---|---|\n| 1 | Lesen: (i) baharu (ii) pembaharuan | {times} |\n"
    pledge = draft_page(lines_to_blocks(page, markdown=True), "page.md", "MY", language="ms").charter.pledges[0]
    assert {tier.name: str(tier.within) for tier in pledge.tiers} == {
        "baharu": "14 days", "pembaharuan": "7 days",
    }  # fmt: skip


@given(st.text(alphabet="iv()ab12. \nhari", max_size=60))
def test_any_text_is_parted_without_loss(text: str) -> None:
    found = labelled(text)
    assert len(found.labels) == len(found.words) != 1
    assert all(word in text for word in found.words)
    assert found.intro in text
