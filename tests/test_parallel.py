import os

import pytest

from w2vkit.parallel import available_cores, ordered_map


def square_with_process(number):
    return number * number, os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_the_order_is_kept(workers):
    results = list(ordered_map(square_with_process, range(40), workers))
    assert [value for value, _ in results] == [number * number for number in range(40)]


def test_many_items_are_done_elsewhere_and_few_here():
    many = {process for _, process in ordered_map(square_with_process, range(40), 2)}
    few = {process for _, process in ordered_map(square_with_process, range(2), 2)}
    assert many - {os.getpid()}
    assert few == {os.getpid()}


def test_there_is_a_core():
    assert available_cores() >= 1
