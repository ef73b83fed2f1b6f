import traceback

import pytest

from w2vkit.base.config import WalkConfig
from w2vkit.base.errors import COMMAND_LINE, UsageError, W2vError
from w2vkit.base.public import BY_SIZE, describe_options, public


@public(WalkConfig)
def walk(start: str, *, seed: int = 7, **options):
    """Walk.

    Args:
        start: where.

    """
    if start == "taken":
        raise W2vError("It is taken.", "Add --force.")
    return start, seed, options


@public()
def steps(number: int):
    """Yield numbers."""
    yield from range(number)
    raise W2vError("No more.", "Lower --min-count.")


def test_the_signature_and_the_docstring_have_every_option():
    import inspect

    describe_options()
    parameters = inspect.signature(walk).parameters
    assert [*parameters][:3] == ["start", "seed", "num_walks"]
    assert (parameters["walk_length"].default, parameters["seed"].default) == (80, 7)
    assert "**" not in str(inspect.signature(walk))
    assert "walk_length: int = 80. Number of nodes in a walk. (2 … 100000)" in walk.__doc__
    assert walk.__doc__.count("seed") == 0
    assert repr(BY_SIZE) == "<by size of the corpus>"


def test_arguments_are_checked_by_name_and_by_place():
    assert walk("a", p=2.0) == ("a", 7, {"p": 2.0})
    for arguments, options in (((3,), {}), ((), {"start": 3}), (("a",), {"seed": 1.5})):
        with pytest.raises(UsageError, match="but it must be"):
            walk(*arguments, **options)


def test_an_unknown_option_is_named_with_a_similar_one():
    with pytest.raises(TypeError, match=r"walk\(\) got an unexpected .*'num_walk'") as caught:
        walk("a", num_walk=3)
    assert caught.value.__notes__ == ["Did you mean num_walks?"]


def test_a_hint_is_a_note_in_the_words_of_python():
    with pytest.raises(W2vError) as caught:
        walk("taken")
    assert caught.value.hint == "Add force=True."
    assert "".join(traceback.format_exception(caught.value)).endswith(
        "W2vError: It is taken.\nAdd force=True.\n"
    )


def test_a_generator_has_notes_as_well():
    numbers = steps(2)
    assert [next(numbers), next(numbers)] == [0, 1]
    with pytest.raises(W2vError) as caught:
        next(numbers)
    assert caught.value.__notes__ == ["Lower min_count=."]
    with pytest.raises(UsageError):
        steps("2")


def test_the_command_line_keeps_its_words():
    token = COMMAND_LINE.set(True)
    try:
        with pytest.raises(W2vError) as caught:
            walk("taken")
    finally:
        COMMAND_LINE.reset(token)
    assert caught.value.hint == "Add --force."
