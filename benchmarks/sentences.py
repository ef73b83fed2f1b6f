"""Sentence vectors and search, measured.

    python benchmarks/sentences.py vectors MODEL CORPUS    adjacent sentences against random pairs
    python benchmarks/sentences.py search MODEL CORPUS     20 scenes of the Journey to the West
    python benchmarks/sentences.py report MODEL CORPUS     20 scenes of the Three Kingdoms
    python benchmarks/sentences.py define MODEL OTHER      descriptions of words of both novels

The queries were written before any result was seen; those of `report` had no part in choices. MODEL
is trained on an edition of the novel with its chapters, and OTHER on the Three Kingdoms.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import w2vkit
from w2vkit.analysis.search import reverse_dictionary
from w2vkit.analysis.search.reverse_dictionary import COSINE
from w2vkit.analysis.search.text_search import OVERLAP, SearchedText, open_text
from w2vkit.corpus.headings import chapter_number
from w2vkit.model.embeddings import principal_axes

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

DESCRIPTIONS: Sequence[tuple[str, str]] = (
    ("会七十二变的猴子", "行者 悟空 孙悟空 大圣 孙大圣 孙行者 齐天大圣 美猴王"),
    ("贪吃好色的猪，使九齿钉钯", "八戒 猪八戒 呆子 悟能 那呆子 天蓬元帅"),
    ("流沙河里的妖怪，后来做了挑担的徒弟", "沙僧 沙和尚 悟净 沙悟净"),
    ("往西天取经的唐朝和尚", "三藏 唐僧 玄奘 师父 长老 唐三藏 圣僧"),
    ("龙宫里借来的能大能小的兵器", "金箍棒 如意金箍棒 铁棒 如意棒 金箍铁棒"),
    ("能扇灭火焰山的扇子", "芭蕉扇 芭蕉扇儿"),
    ("牛魔王的妻子，有一把宝扇", "罗刹女 罗刹 铁扇公主 铁扇仙 罗刹婆"),
    ("会吐三昧真火的小孩妖王", "红孩儿 圣婴大王 妖王"),
    ("坐在灵霄殿上的天上皇帝", "玉帝 玉皇 玉皇大帝 玉皇大天尊"),
    ("把大圣压在五行山下的佛", "如来 佛祖 如来佛 如来佛祖"),
    ("南海手拿净瓶杨柳的女菩萨", "观音 观音菩萨 观世音 观世音菩萨 菩萨"),
    ("东海里的龙王", "敖广 东海龙王 老龙王"),
    ("教悟空法术长生的老师父", "祖师 须菩提 菩提祖师 须菩提祖师"),
    ("五庄观里吃了长寿的果子", "人参果 人参 草还丹 果子"),
    ("五庄观的主人", "镇元子 镇元大仙 镇元 大仙"),
    ("王母娘娘园里的桃子", "蟠桃 仙桃"),
    ("兜率宫里炼丹的老神仙", "老君 太上老君 太上"),
    ("三只眼睛带着细犬的灌口神", "二郎 真君 显圣 二郎真君 二郎神 显圣二郎真君"),
    ("托塔的天王", "李天王 托塔李天王 李靖 托塔天王"),
    ("天王的儿子，脚踏风火轮的太子", "哪吒 哪吒太子 三太子 哪吒三太子"),
    ("变成美女送饭骗唐僧的僵尸妖精", "白骨夫人 尸魔 白骨精"),
    ("宝象国抢了公主的妖怪", "黄袍怪 黄袍 老怪 黄袍老怪 奎木狼"),
    ("莲花洞拿葫芦装人的妖魔", "金角 银角 金角大王 银角大王 老魔 二魔"),
    ("盘丝洞里洗澡的女妖", "蜘蛛精 女怪 蜘蛛 女子"),
    ("弥勒佛装人的布袋", "人种袋 搭包 搭包儿 后天袋 搭包子"),
    ("戴在头上念咒就疼的东西", "紧箍 金箍 紧箍儿咒 紧箍儿 箍儿 紧箍咒 金箍儿"),
    ("一翻十万八千里的云", "筋斗云 筋斗 斤斗云 斤斗 觔斗云 觔斗"),
    ("唐僧骑的马，原是龙王的儿子", "白马 龙马 小龙 玉龙 白龙马"),
    ("阴间管人生死的王", "阎王 阎君 十王 冥王 秦广王 阎罗 阎罗王 十代阎王 阎王爷"),
    ("阴司里记人寿命的册子", "生死簿 生死簿子 簿子"),
    ("游过地府的唐朝皇帝", "太宗 唐王 唐太宗 李世民 太宗皇帝"),
    ("女儿国里喝了会怀孕的水", "子母河 河水 子母河水"),
    ("西梁国要招唐僧做丈夫的女子", "女王 国王 女主"),
    ("和行者一模一样的假猴子", "六耳 六耳猕猴 猕猴 假行者 假悟空"),
    ("月宫里捣药的兔子", "玉兔 玉兔儿 玉兔精"),
    ("用圈子套走兵器的青牛", "青牛 兕大王 独角兕大王 魔王 魔头"),
    ("狮驼国的大鹏鸟妖怪", "大鹏 大鹏金翅雕 三怪 三魔 三魔头 云程万里鹏"),
    ("车迟国求雨的国师", "虎力 鹿力 羊力 虎力大仙 鹿力大仙 羊力大仙 国师"),
    ("管一方山林的小神", "土地 山神 土地神 土地老儿 土地爷"),
    ("从灵山取回来的佛书", "真经 经卷 经文 经典 经"),
)
"""Descriptions, and the words that they describe; the even ones choose, from 0."""

DESCRIPTIONS_OF_THREE_KINGDOMS: Sequence[tuple[str, str]] = (
    ("刘备三次请他出山的卧龙军师", "孔明 诸葛亮 诸葛 亮 军师 卧龙"),
    ("使青龙偃月刀的红脸将军", "云长 关公 关羽 关云长"),
    ("使丈八蛇矛的黑脸猛将", "张飞 翼德 张翼德"),
    ("挟天子以令诸侯的丞相", "曹操 操 孟德 曹公"),
    ("坐领江东的碧眼主公", "孙权 权 吴侯 仲谋"),
    ("在长坂坡救出幼主的将军", "赵云 子龙 赵子龙"),
    ("骑赤兔马使方天画戟的勇将", "吕布 布 奉先 温侯"),
    ("离间董卓父子的美女", "貂蝉"),
    ("入京废立皇帝的残暴太师", "董卓 卓"),
    ("在赤壁用火攻的江东都督", "周瑜 瑜 公瑾 周郎"),
    ("献连环计的凤雏先生", "庞统 统 士元 凤雏"),
    ("刮骨疗毒的神医", "华佗 佗"),
    ("投降魏国的蜀国后主", "刘禅 后主 阿斗"),
    ("与孔明相持的魏国都督", "司马懿 懿 仲达 曹真"),
    ("被擒七次的南方蛮王", "孟获 获"),
    ("失了街亭的参军", "马谡 谡"),
    ("脑后有反骨的蜀将", "魏延 延"),
    ("斩了夏侯渊的老将", "黄忠 忠 汉升"),
    ("为父报仇的西凉将军", "马超 超 孟起"),
    ("孔明造来运粮的器具", "木牛流马 木牛 流马"),
)
"""Descriptions that had no part in any choice."""

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


def define(model: str, other: str) -> None:
    """Print how many described words are among the first ten, by the weight of the cosine."""
    chosen, reported = DESCRIPTIONS[::2], DESCRIPTIONS[1::2]
    sets = [(model, chosen), (model, reported), (other, DESCRIPTIONS_OF_THREE_KINGDOMS)]
    for cosine in (0.0, COSINE, 2 * COSINE, math.inf):
        found = [_described(name, pairs, cosine) for name, pairs in sets]
        print(f"cosine {cosine}: {'; '.join(found)}")


def _described(name: str, pairs: Sequence[tuple[str, str]], cosine: float) -> str:
    model = w2vkit.open(name)
    weight = 1e6 if math.isinf(cosine) else cosine
    hits = []
    for description, words in pairs:
        found = reverse_dictionary.define(model, description, cosine=weight)
        hits.append(float(any(one.word in words.split() for one in found)))
    return f"{sum(hits):.0f} of {len(hits)}, {interval(hits)}"


if __name__ == "__main__":
    parts = {"vectors": vectors, "search": search, "report": report, "define": define}
    parts[sys.argv[1]](*sys.argv[2:])
