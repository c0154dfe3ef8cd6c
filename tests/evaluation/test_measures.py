"""Figures against values that can be computed by hand or are published."""

from __future__ import annotations

import pytest

from verbale.evaluation.measures import FEWEST, agreement, f1, f1_interval, wilson


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    assert f1(10, 5, 4) == pytest.approx(2 * (4 / 5) * (4 / 10) / (4 / 5 + 4 / 10))
    assert f1(0, 0, 0) is None
    assert f1(3, 0, 0) == 0


def test_the_interval_of_wilson() -> None:
    interval = wilson(8, 10)
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    none, all_ = wilson(0, 10), wilson(10, 10)
    assert none is not None
    assert all_ is not None
    assert (none.low, all_.high) == (0, pytest.approx(1))
    assert none.high == pytest.approx(1 - all_.low)
    assert wilson(0, 0) is None


def test_kappa_of_a_published_table() -> None:
    # Cohen's example of two judges with 20 + 15 agreements of 50, 25 yes against 30 yes: kappa 0.4.
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement(pairs)
    assert (found.n, found.share) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)


def test_kappa_is_not_defined_where_chance_agrees_always() -> None:
    assert agreement([("yes", "yes")] * 5).kappa is None
    assert agreement([]).share is None
    assert agreement([("yes", "no"), ("no", "yes")]).kappa == pytest.approx(-1)


def test_articles_are_resampled_the_same_way_every_time() -> None:
    counts = [(10, 9, n) for n in range(1, 9)]
    interval = f1_interval(counts)
    assert interval is not None
    assert interval == f1_interval(counts)
    middle = f1(80, 72, 36)
    assert middle is not None
    assert interval.low < middle < interval.high
    same = f1_interval([(10, 10, 7)] * 20)
    assert same is not None
    assert (same.low, same.high) == (pytest.approx(0.7), pytest.approx(0.7))


def test_few_articles_have_no_interval() -> None:
    assert f1_interval([(3, 3, 2)] * (FEWEST - 1)) is None
    assert f1_interval([(3, 3, 2)] * (FEWEST - 1) + [(0, 0, 0)] * 10) is None, "empty ones tell nothing"
    assert f1_interval([]) is None
