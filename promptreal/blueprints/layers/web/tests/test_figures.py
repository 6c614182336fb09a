"""The geometry of the charts."""

from __future__ import annotations

import itertools

import pytest

from app.web import figures


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 0.25, 0.5, 0.75, 1]),
        ([0], [0, 0.25, 0.5, 0.75, 1]),
        ([7], [0, 2, 4, 6, 8]),
        ([100], [0, 25, 50, 75, 100]),
        ([3, 41], [0, 20, 40, 60]),
        ([-30, 50], [-40, -20, 0, 20, 40, 60]),
        ([-8], [-8, -6, -4, -2, 0]),
        ([0.3], [0, 0.1, 0.2, 0.3]),
        ([4], [0, 1, 2, 3, 4]),
        ([18], [0, 5, 10, 15, 20]),
        ([36], [0, 10, 20, 30, 40]),
    ],
)
def test_ticks_are_round_and_take_in_zero_and_every_value(values: list[float], ticks: list[float]) -> None:
    found = figures.scale(values)
    assert found[0] <= min([0, *values])
    assert found[-1] >= max([0, *values])
    assert 0 in found
    assert found == pytest.approx(ticks)


def test_a_bar_stands_on_the_zero_line_and_is_as_high_as_its_value() -> None:
    chart = figures.bars(["a", "b"], [50.0, 100.0])
    low, high = chart.marks
    assert high.y == figures.TOP
    assert high.height == pytest.approx(2 * low.height)
    assert low.y + low.height == pytest.approx(chart.zero)
    assert chart.zero == figures.HEIGHT - figures.BOTTOM
    assert figures.LEFT < low.x < high.x < figures.WIDTH - figures.RIGHT


def test_a_negative_bar_hangs_from_the_zero_line() -> None:
    chart = figures.bars(["loss", "gain"], [-20.0, 20.0])
    loss, gain = chart.marks
    assert loss.y == pytest.approx(chart.zero)
    assert gain.y + gain.height == pytest.approx(chart.zero)
    assert loss.height == pytest.approx(gain.height)


def test_bars_do_not_overlap() -> None:
    chart = figures.bars([str(one) for one in range(30)], [1.0] * 30)
    ends = [(one.x, one.x + one.width) for one in chart.marks]
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(ends))


def test_a_line_goes_through_its_points_in_order() -> None:
    chart = figures.line(["a", "b", "c"], [1.0, 3.0, 2.0])
    points = [f"{one.x} {one.y}" for one in chart.marks]
    assert chart.line == f"M{points[0]} L{points[1]} L{points[2]}"
    assert chart.area == f"{chart.line} L{chart.marks[2].x} {chart.zero} L{chart.marks[0].x} {chart.zero} Z"
    assert chart.marks[1].y < chart.marks[2].y < chart.marks[0].y


def test_one_point_alone_has_no_line_and_stands_in_the_middle() -> None:
    chart = figures.line(["a"], [5.0])
    assert chart.line == chart.area == ""
    assert chart.marks[0].x == pytest.approx((figures.LEFT + figures.WIDTH - figures.RIGHT) / 2)


def test_no_values_give_an_empty_chart() -> None:
    assert figures.line([], []).marks == figures.bars([], []).marks == []
    assert figures.pie([], []) == []


def test_labels_of_points_are_left_out_until_the_others_have_room() -> None:
    chart = figures.line([f"Jan {2000 + one}" for one in range(36)], [1.0] * 36)
    written = [one for one in chart.marks if one.text]
    assert [one.text for one in written] == [f"Jan {2000 + one}" for one in range(0, 36, 4)]
    assert all(len(one.text) * figures.CHARACTER <= other.x - one.x for one, other in itertools.pairwise(written))
    few = figures.line(["Jan 2026", "Feb 2026"], [1.0, 2.0])
    assert [one.text for one in few.marks] == ["Jan 2026", "Feb 2026"]


def test_a_label_keeps_at_least_three_characters() -> None:
    assert figures.bars(["abcdef"] * 60, [1.0] * 60).marks[0].text == "ab…"


def test_labels_of_standing_bars_are_cut_to_their_room() -> None:
    chart = figures.bars(["short", "a label that is far too long for its bar"] * 3, [1.0] * 6)
    assert [one.text for one in chart.marks[:2]] == ["short", "a label that…"]
    assert chart.marks[1].label == "a label that is far too long for its bar"


@pytest.mark.parametrize(
    ("labels", "room"),
    [([], True), (["Coast", "Lake"], True), (["a" * 42, "b"], True), (["a" * 43, "b"], False), (["Electronics"] * 8, False)],
)
def test_long_labels_do_not_fit_under_standing_bars(labels: list[str], room: bool) -> None:
    assert figures.fits(labels) is room


def test_lying_bars_are_as_long_as_their_values() -> None:
    assert figures.rows(["a rather long label for a bar", "b"], [50.0, 200.0]).marks == [
        figures.Row("a rather long label for a bar", 50.0, 25.0),
        figures.Row("b", 200.0, 100.0),
    ]
    assert [one.share for one in figures.rows(["a", "b"], [50.0, 33.3]).marks] == [100.0, 66.6]


def test_lying_bars_without_anything_to_show_have_no_length() -> None:
    assert [one.share for one in figures.rows(["a"], [0.0]).marks] == [0]
    assert figures.rows([], []).marks == []


def test_every_second_label_goes_where_larger_ones_would_touch() -> None:
    assert [one.spare for one in figures.bars(["a" * 22, "b"], [1.0, 2.0]).marks] == [False, False]
    assert [one.spare for one in figures.bars(["a" * 23, "b", "c"][:2], [1.0, 2.0]).marks] == [False, True]
    months = [f"Jan 20{one:02d}" for one in range(12)]
    trend = figures.line(months, [1.0] * 12).marks
    assert [one.text for one in trend if one.text and not one.spare] == ["Jan 2000", "Jan 2004", "Jan 2008"]
    assert not any(one.spare for one in trend if not one.text)
    assert [one.spare for one in figures.line(["alone"], [1.0]).marks] == [False]


def test_the_slices_of_a_pie_have_the_shares_of_their_values() -> None:
    found = figures.pie(["a", "none", "b"], [1.0, 0.0, 3.0])
    assert [(one.label, one.share, one.series) for one in found] == [("a", 0.25, 1), ("b", 0.75, 3)]
    assert found[0].path.startswith("M0.00 -100.00 A100.0 100.0 0 0 1 100.00 0.00 L58.00 0.00")
    assert "0 1 1" in found[1].path


def test_the_colours_of_a_pie_start_again_after_the_last() -> None:
    found = figures.pie([str(one) for one in range(10)], [1.0] * 10)
    assert [one.series for one in found] == [1, 2, 3, 4, 5, 6, 7, 8, 1, 2]


def test_a_single_slice_is_a_ring_that_does_not_vanish() -> None:
    (only,) = figures.pie(["all"], [4.0])
    assert only.share == 1
    assert "0 1 1" in only.path
    assert not only.path.startswith("M0.00 -100.00 A100.0 100.0 0 1 1 0.00 -100.00")


def test_standing_bars_are_drawn_just_so() -> None:
    chart = figures.bars(["a", "bb", "c"], [50.0, -7.0, 33.3])
    assert (chart.width, chart.height, chart.left, chart.right, chart.bottom) == (640, 280, 64, 624, 246)
    assert [(one.y, one.value) for one in chart.ticks] == [(246, -20), (188.5, 0), (131, 20), (73.5, 40), (16, 60)]
    assert chart.marks == [
        figures.Mark("a", 50.0, 121.3, 44.8, 72.0, 143.7, "a"),
        figures.Mark("bb", -7.0, 308.0, 188.5, 72.0, 20.1, "bb"),
        figures.Mark("c", 33.3, 494.7, 92.8, 72.0, 95.7, "c"),
    ]
    narrow = figures.bars([str(one) for one in range(20)], [1.0] * 20)
    assert (narrow.marks[0].x, narrow.marks[0].width) == (68.5, 19.0)


def test_there_is_ground_under_a_line_from_two_points_on() -> None:
    assert figures.line(["a", "b"], [1.0, 2.0]).area.startswith("M")
    assert (figures.line(["a"], [1.0]).area, figures.line(["a"], [1.0]).line) == ("", "")


def test_a_line_is_drawn_just_so() -> None:
    chart = figures.line(["a", "bb", "c"], [50.0, -7.0, 33.3])
    assert chart.area == "M157.3 44.8 L344.0 208.6 L530.7 92.8 L530.7 188.5 L157.3 188.5 Z"
    assert [one.text for one in chart.marks] == ["a", "bb", "c"]


def test_a_pie_is_drawn_just_so() -> None:
    one, other = figures.pie(["a", "b"], [1.0, 2.0])
    assert one.path == (
        "M0.00 -100.00 A100.0 100.0 0 0 1 86.60 50.00 L50.23 29.00 A58.0 58.0 0 0 0 0.00 -58.00 Z"
    )
    assert other.path == (
        "M86.60 50.00 A100.0 100.0 0 1 1 -0.00 -100.00 L-0.00 -58.00 A58.0 58.0 0 1 0 50.23 29.00 Z"
    )


@pytest.mark.parametrize(("text", "cut"), [("short", "short"), ("exactly ten", "exactly ten"), ("a" * 20, "a" * 10 + "…")])
def test_a_label_is_cut_only_when_it_is_too_long(text: str, cut: str) -> None:
    assert figures.shorten(text, 11) == cut
