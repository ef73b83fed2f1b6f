"""Dates in names of files."""

import pytest

from w2vkit.analysis.change.dates import period_of


@pytest.mark.parametrize(
    ("text", "years", "months"),
    [
        ("news/1923-05-01.txt", "1923", "1923-05"),
        ("daily19230501.txt", "1923", "1923-05"),
        ("1923年5月3日.txt", "1923", "1923-05"),
        ("Tess_1891.txt", "1891", None),
        ("1891.5.txt", "1891", "1891-05"),
        ("2021-13-45.txt", None, None),
        ("2021-02-30.txt", None, None),
        ("pg12345.txt", None, None),
        ("120000.txt", None, None),
        ("chapter 12", None, None),
        ("20210230_1999.txt", "1999", None),
    ],
)
def test_the_first_date_counts_and_what_is_no_date_does_not(text, years, months):
    assert (period_of(text, "years"), period_of(text, "months")) == (years, months)
    assert period_of(text, "decades") == (years and f"{years[:3]}0s")
