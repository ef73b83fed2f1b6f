"""Sentence vectors and search, measured.

    python benchmarks/sentences.py vectors MODEL CORPUS    adjacent sentences against random pairs
    python benchmarks/sentences.py search MODEL CORPUS     20 scenes of the Journey to the West
    python benchmarks/sentences.py report MODEL CORPUS     20 scenes of the Three Kingdoms

The queries were written before any result was seen; those of `report` had no part in choices. MODEL
is trained on an edition of the novel with its chapters.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import w2vkit
from w2vkit.model.principal import principal_axes
from w2vkit.sentences.text_search import OVERLAP, SearchedText, open_text
from w2vkit.statistics.sections import chapter_number

SCENES: Sequence[tuple[str, Sequence[int]]] = (
    ("石猴从仙石中出世", (1,)),
    ("菩提祖师传授七十二变和筋斗云", (2,)),
    ("龙宫借如意金箍棒", (3,)),
    ("玉帝封他做弼马温养马", (4,)),
    ("偷吃蟠桃园的仙桃", (5,)),
    ("在八卦炉中炼出火眼金睛", (7,)),
    ("被如来压在五行山下", (7,)),
    ("流沙河收服沙和尚", (22,)),
    ("高老庄招亲收猪八戒", (18, 19)),
    ("黄袍怪把唐僧变成老虎", (30,)),
    ("偷吃人参果推倒果树", (24, 25)),
    ("车迟国与三个大仙斗法求雨", (45, 46)),
    ("三打白骨精 尸魔变作女子", (27,)),
    ("向铁扇公主借芭蕉扇", (59, 60, 61)),
    ("红孩儿用三昧真火烧行者", (41,)),
    ("盘丝洞蜘蛛精濯垢泉洗澡", (72,)),
    ("女儿国喝子母河水怀胎", (53,)),
    ("玉兔精抛绣球招唐僧做驸马", (93, 94, 95)),
    ("真假美猴王在如来面前辨认", (58,)),
    ("通天河老鼋把师徒翻落水中打湿经书", (99,)),
)
"""Queries for scenes, and the chapters in which they are told; the even ones choose, from 0."""

SCENES_OF_THREE_KINGDOMS: Sequence[tuple[str, Sequence[int]]] = (
    ("桃园结义", (1,)),
    ("吕布刺杀董卓", (9,)),
    ("关羽温酒斩华雄", (5,)),
    ("曹操煮酒论英雄", (21,)),
    ("关羽过五关斩六将", (27,)),
    ("刘备三顾茅庐请诸葛亮", (37, 38)),
    ("赵云在长坂坡救阿斗", (41,)),
    ("张飞大闹长坂桥", (42,)),
    ("诸葛亮舌战群儒", (43,)),
    ("草船借箭", (46,)),
    ("诸葛亮祭东风", (49,)),
    ("关羽在华容道放走曹操", (50,)),
    ("关羽水淹七军", (74,)),
    ("华佗为关羽刮骨疗毒", (75,)),
    ("白帝城刘备托孤", (85,)),
    ("陆逊火烧连营", (84,)),
    ("七擒孟获", (87, 88, 89, 90)),
    ("马谡失街亭", (95,)),
    ("诸葛亮弹琴用空城计退司马懿", (95,)),
    ("五丈原诸葛亮病逝", (104,)),
)
"""Queries that had no part in any choice."""

DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
SAMPLES = 2_000


def number(title: str) -> int:
    """Return the number of a chapter: 第四十一回 is 41."""
    total, digit = 0, 0
    for sign in chapter_number(title):
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.get(sign, digit)
    return total + digit


def interval(values: Sequence[float]) -> str:
    """Return the mean of values with its bootstrap interval of 95%."""
    array = np.array(values, np.float64)
    drawn = np.random.default_rng(1).integers(0, len(array), (SAMPLES, len(array)))
    low, high = np.percentile(array[drawn].mean(axis=1), [2.5, 97.5])
    return f"{array.mean():.3f} [{low:.3f}, {high:.3f}]"


def vectors(model: str, corpus: str) -> None:
    """Print how often a sentence is closer to the next one than to a random one of the text."""
    text = open_text(w2vkit.open(model), [corpus])
    units = np.flatnonzero((text.index.sizes >= 3) & (text.index.norms > 0))
    files = text.index.places[units, 0]
    kept = np.flatnonzero((np.diff(units) == 1) & (np.diff(files) == 0))
    random = np.random.default_rng(0).integers(0, len(units), len(kept))
    results = {}
    for name, made in _kinds(text, units).items():
        near = np.einsum("ij,ij->i", made[kept], made[kept + 1])
        far = np.einsum("ij,ij->i", made[kept], made[random])
        results[name] = (near > far) + 0.5 * (near == far)
        print(f"{name:32} {interval(results[name])}  ({len(kept):,} pairs)")
    print(f"{'SIF - plain mean':32} {interval(results['SIF'] - results['plain mean'])}")


def _kinds(text: SearchedText, units: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    from dataclasses import replace

    raw = replace(text.index, axis=np.zeros_like(text.index.axis))
    equal = np.ones(len(text.embeddings))
    plain = raw.vectors(text.embeddings, equal, units)
    axis = principal_axes(plain, 1)
    removed = plain - (plain @ axis) @ axis.T
    return {
        "plain mean": plain,
        "plain mean, component removed": removed / np.linalg.norm(removed, axis=1)[:, None],
        "weights a / (a + p)": raw.vectors(text.embeddings, text.weights, units),
        "SIF": text.index.vectors(text.embeddings, text.weights, units),
    }


def search(model: str, corpus: str) -> None:
    """Print how many scenes are among the first five, by unit and weight of common words."""
    opened = w2vkit.open(model)
    for unit in ("sentence", "paragraph"):
        text = open_text(opened, [corpus], unit)
        for overlap in (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0):
            found = [_finds_scene(text, query, where, overlap) for query, where in SCENES]
            print(
                f"{unit} overlap {overlap}: chosen on {sum(found[::2])}, {sum(found[1::2])} of 10"
            )


def report(model: str, corpus: str) -> None:
    """Print how many scenes of another novel are among the first five."""
    opened = w2vkit.open(model)
    for unit in ("sentence", "paragraph"):
        text = open_text(opened, [corpus], unit)
        for overlap in (0.0, OVERLAP, 1.0):
            found = [_finds_scene(text, *one, overlap) for one in SCENES_OF_THREE_KINGDOMS]
            print(f"{unit} overlap {overlap}: {interval([*map(float, found)])}")


def _finds_scene(text: SearchedText, query: str, chapters: Sequence[int], overlap: float) -> bool:
    found = text.search(query, 5, overlap)
    return any(number(one.chapter) in chapters for one in found)


if __name__ == "__main__":
    {"vectors": vectors, "search": search, "report": report}[sys.argv[1]](*sys.argv[2:])
