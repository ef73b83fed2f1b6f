"""What all public functions and methods have in common."""

import inspect
import rlcompleter
import typing
import warnings

import pytest

import w2vkit
from w2vkit.base import options
from w2vkit.base.errors import UsageError
from w2vkit.query.model import Model

NAMES = [name for name in w2vkit.__all__ if inspect.isfunction(getattr(w2vkit, name))]
FUNCTIONS = {f"w2vkit.{name}": getattr(w2vkit, name) for name in NAMES}
FUNCTIONS |= {
    f"Model.{name}": one
    for name, one in inspect.getmembers(Model, inspect.isfunction)
    if hasattr(one, "__wrapped__")
}
FITS_NOTHING = 3j


def unexpanded(function):
    return inspect.signature(inspect.unwrap(function)).parameters.values()


def annotated(named):
    """Return the name of the `TypedDict` that `Unpack[…]` names; "" without one."""
    return str(named[0].annotation).removeprefix("Unpack[").removesuffix("]") if named else ""


def test_completion_offers_public_names_only():
    completed = rlcompleter.Completer({"w2vkit": w2vkit}).attr_matches("w2vkit.")
    names = {name.removeprefix("w2vkit.").rstrip("()") for name in completed}
    assert {name for name in names if not name.startswith("_")} == {
        name for name in w2vkit.__all__ if not name.startswith("_")
    }


def test_ipython_completes_options_by_name():
    completer = pytest.importorskip("IPython.core.completer").IPCompleter(namespace={})
    completer.namespace["w2vkit"] = w2vkit
    completer.use_jedi = False
    warnings.simplefilter("ignore")  # those of IPython, that its interface is provisional
    found = [one.text for one in completer.completions("w2vkit.train(x, min_", 20)]
    assert {"min_count=", "min_ngram=", "min_alpha="} <= {*found}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_types_for_checkers_are_those_at_run_time(name):
    """`Unpack[…]` in the source is what mypy knows; the signature is what `help` shows."""
    own = {one.name: one for one in unexpanded(FUNCTIONS[name])}
    named = [one for one in own.values() if one.kind is one.VAR_KEYWORD]
    names = inspect.unwrap(FUNCTIONS[name]).__globals__
    taken = names.get(annotated(named)) or getattr(options, annotated(named), None)
    typed = typing.get_type_hints(taken) if named else {}
    listed = [one for one in own if one not in {each.name for each in named}]
    shown = inspect.signature(FUNCTIONS[name]).parameters
    assert {*shown} == {*listed, *typed}
    for option in typed:
        assert f"\n    {option}: " in FUNCTIONS[name].__doc__


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_is_checked(name, toy_model):
    function = FUNCTIONS[name]
    own = [one for one in unexpanded(function) if one.name != "self"]
    first = [toy_model] if name.startswith("Model.") else []
    for place, one in enumerate(own):
        if one.annotation in ("object", "Any") or one.kind is one.VAR_KEYWORD:
            continue
        is_repeated = one.kind is one.VAR_POSITIONAL
        before = [*first, *["toy"] * place, FITS_NOTHING] if is_repeated else first
        named = {} if is_repeated else {one.name: FITS_NOTHING}
        with pytest.raises(UsageError, match=rf"{one.name} is 3j, but it must be") as caught:
            function(*before, **named)
        assert caught.value.__notes__


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_option_is_checked(name, toy_model):
    own = {one.name for one in unexpanded(FUNCTIONS[name])}
    first = [toy_model] if name.startswith("Model.") else []
    for option in {*inspect.signature(FUNCTIONS[name]).parameters} - own:
        with pytest.raises(UsageError, match=f"^{option} is 3j, but it must be"):
            FUNCTIONS[name](*first, **{option: FITS_NOTHING})


def test_help_lists_the_options_with_their_defaults():
    import pydoc

    shown = pydoc.render_doc(w2vkit.train, renderer=pydoc.plaintext)
    shown = shown.replace("'int'", "int")  # as Python 3.14 writes annotations
    for part in (
        "epochs: int = <by size of the corpus>",
        "loss: 'negative' | 'hierarchical' = 'negative'. Training objective",
        "column: tuple[str, ...] = (). Column with the text of a table",
        "seed: int = 1. Random seed.",
    ):
        assert part in shown
