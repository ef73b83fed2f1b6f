"""Parser of formulas: `国王 - 男人 + 女人`, `0.5*红`, `{孙悟空,行者}`, `man:king::woman:?`.

    question   = sum | proportion
    proportion = rest ":" rest "::" rest ":" "?"          a:b::c:? is b - a + c
    sum        = [ "+" | "-" ] product { ( "+" | "-" ) product }
    product    = [ number "*" ] rest
    rest       = atom { "~" atom }
    atom       = phrase | quoted word | "{" sum { "," sum } "}" | "(" sum ")"
    phrase     = word { word }

Several words in a row are a phrase only if it is in the model: new york - usa. A group in braces is
the mean of its members; `a ~ b` is a without its component along b. Words with spaces or signs may
be quoted: "New York". Between two Latin letters or digits, without spaces, `+` and `-` are part of
the word: well-known; so is `"` between two Hebrew letters. Full-width signs are accepted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.query.formula import (
    OTHER_OPERATORS,
    PLAIN,
    Atom,
    Formula,
    Group,
    Rejection,
    Word,
    word_formula,
)

TOKEN = re.compile(
    rf"""\s*(?:(?P<quoted>"(?:\\.|[^"\\])*")|(?P<sign>::|[-+*~:?{{}}(),"])|(?P<word>{PLAIN})|$)""",
    re.DOTALL,
)
MAX_DEPTH = 20
MAX_PHRASE_TOKENS = 8
"""Maximum number of words of an unquoted phrase."""
FORMULA_HELP = msg(
    "Write a formula such as 国王 - 男人 + 女人, man:king::woman:?, 0.5*红 + 花, "
    '{孙悟空, 行者} or 春 ~ 秋; quote words that contain spaces or signs: "New York".'
)


class FormulaError(UsageError):
    """A malformed formula.

    Attributes:
        position: the index of the character at which parsing failed.

    """

    def __init__(self, text: str, position: int, problem: str) -> None:
        shown = text if len(text) <= 200 else text[:200] + "…"
        message = msg(
            "“{shown}” cannot be parsed at character {position}: {problem}.",
            shown=shown,
            position=position + 1,
            problem=problem,
        )
        super().__init__(message, FORMULA_HELP)
        self.position = position


def parse(text: str, is_known: Callable[[str], bool] = lambda phrase: False) -> Formula:
    """Parse a formula.

    Args:
        text: the formula.
        is_known: returns whether words separated by spaces are a phrase that needs no quotes; the
            longest phrase takes precedence.

    Raises:
        FormulaError: the formula violates the grammar, or subtracts all its terms.

    >>> str(parse("man:king::woman:?"))
    'king - man + woman'

    """
    return _Parser(text, is_known).question()


def is_words_only(text: str) -> bool:
    """Return whether a text is several words without quotes and signs, such as new york."""
    return _Parser(text, lambda phrase: False).unknown_phrase() is not None


def _simplest(formula: Formula) -> Atom:
    """Return the only atom of a sum if its weight is 1, else the sum."""
    weight, atom = formula.terms[0]
    return atom if len(formula.terms) == 1 and weight == 1 else formula


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


class _Parser:
    """Recursive descent, one method for each rule of the grammar."""

    def __init__(self, text: str, is_known: Callable[[str], bool]) -> None:
        self.text = text
        self.is_known = is_known
        self.tokens = [*self._scan()]
        self.place = 0
        self.depth = 0

    def question(self) -> Formula:
        if self._peek().kind == "end":
            raise UsageError(msg("The question is empty."), FORMULA_HELP)
        if unknown := self.unknown_phrase():
            return word_formula(unknown)
        formula = self._sum()
        if self._accept(":"):
            formula = self._proportion(_simplest(formula))
        if self._peek().kind != "end":
            self._fail(msg("a sign such as + or - is expected here"))
        if all(weight < 0 for weight, _ in formula.terms):
            raise FormulaError(self.text, 0, msg("all terms are subtracted; add at least one word"))
        return formula

    def _proportion(self, first: Atom) -> Formula:
        second = self._rest()
        self._expect("::", msg("“::” is expected here, as in man:king::woman:?"))
        third = self._rest()
        self._expect(":", msg("“:?” is expected here, as in man:king::woman:?"))
        self._expect("?", msg("“?” is expected here, as in man:king::woman:?"))
        return Formula(((1.0, second), (-1.0, first), (1.0, third)))

    def _sum(self) -> Formula:
        sign = -1.0 if self._accept("-") else 1.0
        if sign > 0:
            self._accept("+")
        terms = [self._product(sign)]
        while self._peek().text in ("+", "-") and self._peek().kind == "sign":
            sign = 1.0 if self._take().text == "+" else -1.0
            terms.append(self._product(sign))
        return Formula(tuple(terms))

    def _product(self, sign: float) -> tuple[float, Atom]:
        if self.tokens[self.place + 1 : self.place + 2] and self._peek(1).text == "*":
            weight = self._number()
            self._take()
            return (sign * weight or 0.0, self._rest())
        return (sign, self._rest())

    def _number(self) -> float:
        token = self._take()
        try:
            weight = float(token.text) if token.kind == "word" else math.nan
        except ValueError:
            weight = math.nan
        if not math.isfinite(weight):
            problem = msg("“{text}” is not a valid factor", text=token.text)
            raise FormulaError(self.text, token.start, problem)
        return weight

    def _rest(self) -> Atom:
        base = self._atom()
        along = []
        while self._accept("~"):
            along.append(self._atom())
        if not along:
            return base
        if isinstance(base, Rejection):
            return Rejection(base.base, (*base.along, *along))
        return Rejection(base, tuple(along))

    def _atom(self) -> Atom:
        if self._accept("{"):
            return self._nested(self._group)
        if self._accept("("):
            return self._nested(self._bracket)
        token = self._peek()
        if token.kind not in ("word", "quoted"):
            self._fail(msg("a word is expected here"))
        return Word(self._phrase() or self._take().text)

    def _phrase(self) -> str | None:
        """Consume the longest known phrase of several words at this place, if there is one."""
        following = islice(self.tokens, self.place, self.place + MAX_PHRASE_TOKENS)
        run = [token.text for token in takewhile(lambda token: token.kind == "word", following)]
        for length in range(len(run), 1, -1):
            if self.is_known(phrase := " ".join(run[:length])):
                self.place += length
                return phrase
        return None

    def unknown_phrase(self) -> str | None:
        """Return the whole text if it is words without signs, such as new york, but unknown.

        It is one missing word then, and the answer says how it is split in the text.
        """
        *words, _ = self.tokens
        phrase = " ".join(token.text for token in words)
        if len(words) < 2 or any(token.kind != "word" for token in words):
            return None
        return None if self.is_known(phrase) else phrase

    def _nested(self, rule: Callable[[], Atom]) -> Atom:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fail(msg("brackets are nested more than {max_depth} deep", max_depth=MAX_DEPTH))
        atom = rule()
        self.depth -= 1
        return atom

    def _group(self) -> Atom:
        members = [_simplest(self._sum())]
        while self._accept(","):
            members.append(_simplest(self._sum()))
        self._expect("}", msg("“}” is expected here"))
        return Group(tuple(members))

    def _bracket(self) -> Atom:
        atom = _simplest(self._sum())
        self._expect(")", msg("“)” is expected here"))
        return atom

    def _scan(self) -> Iterator[_Token]:
        signs, place = self.text.translate(OTHER_OPERATORS), 0
        while match := TOKEN.match(signs, place):
            kind, start = match.lastgroup, match.end() - len(match[match.lastgroup or 0])
            if kind is None:
                break
            place = match.end()
            content = self.text[start:place] if kind == "word" else match[kind]
            if content == '"':
                raise FormulaError(self.text, start, msg("the quotation mark is never closed"))
            if kind == "quoted":
                content = re.sub(r"\\(.)", r"\1", self.text[start + 1 : place - 1], flags=re.DOTALL)
                if not content:
                    raise FormulaError(self.text, start, msg("there is no word between the quotes"))
            yield _Token(kind, content, start)
        yield _Token("end", "", len(self.text))

    def _peek(self, ahead: int = 0) -> _Token:
        return self.tokens[self.place + ahead]

    def _take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _accept(self, sign: str) -> bool:
        token = self._peek()
        accepted = token.kind == "sign" and token.text == sign
        self.place += accepted
        return accepted

    def _expect(self, sign: str, problem: str) -> None:
        if not self._accept(sign):
            self._fail(problem)

    def _fail(self, problem: str) -> None:
        raise FormulaError(self.text, self._peek().start, problem)
