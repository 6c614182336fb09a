"""A phase that used up its time says so, and how to give it more."""

from __future__ import annotations

import pytest

from promptreal.deadline import Deadline
from promptreal.errors import PhaseTimeout


def test_a_deadline_in_the_past_names_its_phase_and_the_way_to_raise_it() -> None:
    with pytest.raises(PhaseTimeout, match="the image phase took longer than its 0 seconds") as caught:
        Deadline("image", 0).remaining()
    assert "--timeout image=SECONDS" in caught.value.hint
    assert "PROMPTREAL_TIMEOUTS__IMAGE" in caught.value.hint


def test_a_deadline_ahead_gives_what_is_left() -> None:
    assert 0 < Deadline("image", 3600).remaining() <= 3600
