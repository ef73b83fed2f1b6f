"""What kind of word a description asks for, by its head: a person in 含玉而生的少年.

The head is the last word of a description with 的 before it, and in English the noun before who,
that, which or of. Its kind is that of the model; a few nouns are too general to have one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from w2vkit.analysis.model_segmentation import segmentation_of, tokenized
from w2vkit.base.config import Kind
from w2vkit.base.messages import msg
from w2vkit.query.model import Model

Asked = Literal["person", "place", "thing"]
KINDS: Mapping[Asked, tuple[Kind, ...]] = {
    "person": ("person", "nickname", "title"),
    "place": ("place",),
    "thing": ("thing",),
}
"""The kinds of words that can be the answer."""
_PERSONS = (
    "人|者|男人|女人|男子|女子|少年|少女|孩子|小孩|孩儿|老人|老者|姑娘|小姐|妇人|婆婆|老婆婆|"
    "神仙|神|仙|妖怪|妖精|妖魔|怪物|英雄|父亲|母亲|儿子|女儿|妻子|丈夫|徒弟|师父|主人|"
    "person|man|woman|boy|girl|someone|somebody|people|child|wife|husband|son|daughter|father|"
    "mother|king|queen"
)
_PLACES = (
    "地方|所在|去处|地|山|河|江|海|湖|国|城|城市|洞|庙|寺|宫|殿|园|园子|花园|楼|村|村庄|庄|府|"
    "院|屋|房子|place|city|town|village|country|river|mountain|house"
)
_THINGS = "东西|物|物件|宝贝|宝物|法宝|兵器|武器|器具|thing|object|tool|weapon|animal"
GENERAL_HEADS: Mapping[Asked, frozenset[str]] = {
    "person": frozenset(_PERSONS.split("|")),
    "place": frozenset(_PLACES.split("|")),
    "thing": frozenset(_THINGS.split("|")),
}
_ENGLISH = re.compile(r"(?i)^(?:an? |the )?(?:[a-z-]+ ){0,3}?([a-z-]+) (?:who|that|which|of)\b")


@dataclass(frozen=True, slots=True)
class AskedKind:
    """What a description asks for, and the head that says so."""

    asked: Asked
    head: str

    @property
    def note(self) -> str:
        """The sentence on the order of the answers."""
        if self.asked == "person":
            return msg(
                "“{head}” asks for a person: persons come first. --kind chooses others.",
                head=self.head,
            )
        if self.asked == "place":
            return msg(
                "“{head}” asks for a place: places come first. --kind chooses others.",
                head=self.head,
            )
        return msg(
            "“{head}” asks for a thing: things come first. --kind chooses others.", head=self.head
        )

    def fits(self, kinds: Mapping[str, Kind]) -> Callable[[str], bool]:
        """Return the function that tells whether a word is of the kind that is asked for."""
        wanted = KINDS[self.asked]
        return lambda word: kinds.get(word) in wanted


def asked_kind(model: Model, description: str) -> AskedKind | None:
    """Return what a description asks for; None if that is unknown, or no word has this kind."""
    if not model.kinds:
        return None
    head = _head(model, description)
    asked = _kind_of(head, model.kinds) if head else None
    if head is None or asked is None:
        return None
    candidate = AskedKind(asked, head)
    return candidate if any(map(candidate.fits(model.kinds), model.kinds)) else None


def _head(model: Model, description: str) -> str | None:
    """Return the noun of which the rest of a description is an attribute, None if there is none."""
    if english := _ENGLISH.match(description.strip()):
        return english[1].lower()
    (tokens,) = tokenized([description], segmentation_of(model))
    return tokens[-1] if "的" in tokens[:-1] else None


def _kind_of(head: str, kinds: Mapping[str, Kind]) -> Asked | None:
    """Return what a head asks for: by the general heads, else by its kind if that is not thing."""
    for asked, heads in GENERAL_HEADS.items():
        if head in heads:
            return asked
    kind = kinds.get(head)
    return next((asked for asked in ("person", "place") if kind in KINDS[asked]), None)
