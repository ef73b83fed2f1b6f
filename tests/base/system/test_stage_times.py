"""The time of each stage: stages within others do not count twice."""

import time

from w2vkit.base.system.stage_times import STAGES, in_stage, measuring, stage, stage_seconds


def wait():
    time.sleep(0.02)


def test_a_stage_within_another_stops_the_time_of_the_other():
    with measuring():
        before = time.perf_counter()
        with stage("training"):
            wait()
            with stage("saving"):
                time.sleep(0.2)
            wait()
        total, found = time.perf_counter() - before, stage_seconds()
    assert found["saving"] >= 0.2
    assert 0.04 <= found["training"] <= total - 0.2 + 0.001  # rounded
    assert sum(found.values()) <= total + 0.01


def test_a_stage_that_comes_twice_is_added_up():
    with measuring():
        for _ in range(3):
            with stage("reading"):
                wait()
        assert stage_seconds()["reading"] >= 0.06


def test_only_the_time_that_items_take_counts():
    elsewhere = 0.0

    def slow_items():
        for number in range(3):
            wait()
            yield number

    with measuring():
        began = time.perf_counter()
        for _ in in_stage("segmenting", slow_items()):
            with stage("encoding"):
                before = time.perf_counter()
                time.sleep(0.1)
                elsewhere += time.perf_counter() - before
        total, found = time.perf_counter() - began, stage_seconds()
    assert 0.06 <= found["segmenting"] <= total - elsewhere + 0.001  # rounded
    assert found["encoding"] >= elsewhere - 0.001


def test_a_stage_that_fails_ends():
    with measuring():
        began = time.perf_counter()
        try:
            with stage("reading"):
                raise ValueError
        except ValueError:
            with stage("saving"):
                wait()
        before = time.perf_counter()
        time.sleep(0.2)
        elsewhere = time.perf_counter() - before
        with stage("saving"):
            pass
        assert stage_seconds()["reading"] <= time.perf_counter() - began - elsewhere + 0.001


def test_without_measuring_nothing_is_counted():
    with stage("reading"):
        assert list(in_stage("training", "ab")) == ["a", "b"]
    assert stage_seconds() == {}


def test_every_stage_has_a_time():
    with measuring():
        assert tuple(stage_seconds()) == STAGES
