import pytest

from tests.toys import Notes
from w2vkit.base.system.parallel import available_cores
from w2vkit.engines.workers import ThreadCount, choose_workers


def test_the_number_of_threads_is_that_requested_or_that_of_the_cores():
    listener, cores = Notes(), available_cores()
    assert choose_workers(None, listener) == cores
    assert choose_workers(1, listener) == 1
    assert listener.said == []
    assert choose_workers(cores + 1, listener) == cores + 1
    assert f"more than {cores} workers are not faster" in listener.said[0]


def chosen(speed, most, parts):
    """Return the numbers of threads of each part of a work, given the speed of each number."""
    threads = ThreadCount(most, interval=8)
    counts = []
    for part in range(parts):
        counts.append(threads.next())
        threads.record(counts[-1], speed(part, counts[-1]))
    return counts


@pytest.mark.parametrize(("most", "counts"), [(1, [1]), (2, [2, 1]), (6, [6, 3, 1])])
def test_each_number_of_threads_is_tried_and_none_above_that_requested(most, counts):
    assert chosen(lambda part, count: count, most, len(counts)) == counts
    assert set(chosen(lambda part, count: count, most, 100)) == set(counts)


@pytest.mark.parametrize("fastest", [6, 3, 1])
def test_the_fastest_number_of_threads_does_nearly_all_of_the_work(fastest):
    counts = chosen(lambda part, count: 2 if count == fastest else 1, 6, 800)
    assert counts.count(fastest) > 0.85 * len(counts)


def test_when_two_threads_become_slower_than_one_the_work_continues_with_one_and_back():
    def speed(part, count):
        return 1.6 if count == 1 else (0.9 if 200 <= part < 400 else 2.5)

    counts = chosen(speed, 2, 600)
    assert counts[202:400].count(1) > 170
    assert counts[410:].count(2) > 160
