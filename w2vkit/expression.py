"""Formulas over words: `国王 - 男人 + 女人`, `0.5*红`, `{孙悟空,行者}`, `man:king::woman:?`.

    question   = sum | proportion
    proportion = rest ":" rest "::" rest ":" "?"          a:b::c:? is b - a + c
    sum        = [ "+" | "-" ] product { ( "+" | "-" ) product }
    product    = [ number "*" ] rest
    rest       = atom { "~" atom }
    atom       = word | quoted word | "{" sum { "," sum } "}" | "(" sum ")"

A group in braces is the mean of its members; `a ~ b` is a without its part along b. Words with
spaces or signs are quoted: "New York". Between two Latin letters or digits, without spaces, `+`
and `-` belong to the word: well-known. The full-width signs of Chinese keyboards count as well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from w2vkit.errors import UsageError

SIGNS = str.maketrans("＋－−＊×～：？｛｝（），、“”＂", '+--**~:?{}(),,"""')
"""What else may be typed for each sign, one character for one, so that positions stay right."""
PLAIN = r"""(?:[^\s+\-*~:?{}(),"]|(?<=[A-Za-z0-9])[-+](?=[A-Za-z0-9]))+"""
TOKEN = re.compile(
    rf"""\s*(?:(?P<quoted>"(?:\\.|[^"\\])*")|(?P<sign>::|[-+*~:?{{}}(),"])|(?P<word>{PLAIN})|$)""",
    re.DOTALL,
)
MAX_DEPTH = 20
HELP = (
    "Write it like 国王 - 男人 + 女人, man:king::woman:?, 0.5*红 + 花, {孙悟空, 行者} or 春 ~ 秋; "
    'quote words that hold spaces or signs: "New York".'
)


class FormulaError(UsageError):
    """A formula that cannot be read.

    Attributes:
        position: the character at which reading stopped, from 0.

    """

    def __init__(self, text: str, position: int, problem: str) -> None:
        shown = text if len(text) <= 200 else text[:200] + "…"
        where = f"“{shown}” cannot be read at character {position + 1}"
        super().__init__(f"{where}: {problem}.", HELP)
        self.position = position


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the model."""

    text: str

    def __str__(self) -> str:
        if re.fullmatch(PLAIN, self.text.translate(SIGNS)):
            return self.text
        escaped = self.text.replace("\\", "\\\\")
        for quote in '"“”＂':
            escaped = escaped.replace(quote, "\\" + quote)
        return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class Group:
    """The mean of its members."""

    members: tuple[Atom, ...]

    def __str__(self) -> str:
        return "{" + ", ".join(map(str, self.members)) + "}"


@dataclass(frozen=True, slots=True)
class Rejection:
    """`base` without its parts along each of `along`, one after the other."""

    base: Atom
    along: tuple[Atom, ...]

    def __str__(self) -> str:
        return " ~ ".join(map(_operand, (self.base, *self.along)))


@dataclass(frozen=True, slots=True)
class Formula:
    """A weighted sum."""

    terms: tuple[tuple[float, Atom], ...]

    def __str__(self) -> str:
        text = ""
        for weight, atom in self.terms:
            sign = "-" if weight < 0 else "+"
            factor = "" if abs(weight) == 1 else repr(abs(weight)).removesuffix(".0") + "*"
            text += f" {sign} {factor}{_operand(atom, sums_only=True)}"
        return text[1:] if text.startswith(" -") else text[3:]


Atom: TypeAlias = Word | Group | Rejection | Formula


def parse(text: str) -> Formula:
    """Read a formula.

    Raises:
        FormulaError: it does not follow the grammar, or has no term that is added.

    >>> str(parse("man:king::woman:?"))
    'king - man + woman'

    """
    return _Parser(text).question()


def word_formula(word: str) -> Formula:
    """Return the formula that is just one word, whatever signs it holds."""
    return Formula(((1.0, Word(word)),))


def words(atom: Atom) -> Iterator[str]:
    """Give every word in a formula, from left to right."""
    if isinstance(atom, Word):
        yield atom.text
    for part in _parts(atom):
        yield from words(part)


def replace_words(atom: Formula, new: Mapping[str, str]) -> Formula:
    """Return the formula with the words that `new` names replaced."""
    return Formula(tuple((weight, _replaced(part, new)) for weight, part in atom.terms))


def _replaced(atom: Atom, new: Mapping[str, str]) -> Atom:
    if isinstance(atom, Word):
        return Word(new.get(atom.text, atom.text))
    if isinstance(atom, Group):
        return Group(tuple(_replaced(member, new) for member in atom.members))
    if isinstance(atom, Rejection):
        return Rejection(
            _replaced(atom.base, new), tuple(_replaced(part, new) for part in atom.along)
        )
    return replace_words(atom, new)


def _parts(atom: Atom) -> tuple[Atom, ...]:
    if isinstance(atom, Group):
        return atom.members
    if isinstance(atom, Rejection):
        return (atom.base, *atom.along)
    if isinstance(atom, Formula):
        return tuple(part for _, part in atom.terms)
    return ()


def _operand(atom: Atom, *, sums_only: bool = False) -> str:
    compound = isinstance(atom, Formula) or (isinstance(atom, Rejection) and not sums_only)
    return f"({atom})" if compound else str(atom)


def _simplest(formula: Formula) -> Atom:
    """Return the atom itself if the sum has just one, of weight 1."""
    weight, atom = formula.terms[0]
    return atom if len(formula.terms) == 1 and weight == 1 else formula


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


class _Parser:
    """Recursive descent, one method for each rule of the grammar."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [*self._scan()]
        self.place = 0
        self.depth = 0

    def question(self) -> Formula:
        if self._peek().kind == "end":
            raise UsageError("The question is empty.", HELP)
        formula = self._sum()
        if self._accept(":"):
            formula = self._proportion(_simplest(formula))
        if self._peek().kind != "end":
            self._fail("a sign such as + or - is expected here")
        if all(weight < 0 for weight, _ in formula.terms):
            raise FormulaError(self.text, 0, "it only takes away; add at least one word")
        return formula

    def _proportion(self, first: Atom) -> Formula:
        second = self._rest()
        self._expect("::", "“::” is expected here, as in man:king::woman:?")
        third = self._rest()
        self._expect(":", "“:?” is expected here, as in man:king::woman:?")
        self._expect("?", "“?” is expected here, as in man:king::woman:?")
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
            problem = f"“{token.text}” is not a number to multiply with"
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
            self._fail("a word is expected here")
        return Word(self._take().text)

    def _nested(self, rule: Callable[[], Atom]) -> Atom:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._fail(f"brackets are nested more than {MAX_DEPTH} deep")
        atom = rule()
        self.depth -= 1
        return atom

    def _group(self) -> Atom:
        members = [_simplest(self._sum())]
        while self._accept(","):
            members.append(_simplest(self._sum()))
        self._expect("}", "“}” is expected here")
        return Group(tuple(members))

    def _bracket(self) -> Atom:
        atom = _simplest(self._sum())
        self._expect(")", "“)” is expected here")
        return atom

    def _scan(self) -> Iterator[_Token]:
        signs, place = self.text.translate(SIGNS), 0
        while match := TOKEN.match(signs, place):
            kind, start = match.lastgroup, match.end() - len(match[match.lastgroup or 0])
            if kind is None:
                break
            place = match.end()
            content = self.text[start:place] if kind == "word" else match[kind]
            if content == '"':
                raise FormulaError(self.text, start, "the quotation mark is never closed")
            if kind == "quoted":
                content = re.sub(r"\\(.)", r"\1", self.text[start + 1 : place - 1], flags=re.DOTALL)
                if not content:
                    raise FormulaError(self.text, start, "there is no word between the quotes")
            yield _Token(kind, content, start)
        yield _Token("end", "", len(self.text))

    def _peek(self, ahead: int = 0) -> _Token:
        return self.tokens[self.place + ahead]

    def _take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _accept(self, sign: str) -> bool:
        token = self._peek()
        found = token.kind == "sign" and token.text == sign
        self.place += found
        return found

    def _expect(self, sign: str, problem: str) -> None:
        if not self._accept(sign):
            self._fail(problem)

    def _fail(self, problem: str) -> None:
        raise FormulaError(self.text, self._peek().start, problem)
