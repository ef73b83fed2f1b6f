"""Titles, offices and kinship terms, which are not names."""

from __future__ import annotations

import re

_RANKS = """
菩萨 太子 娘娘 大王 公主 元帅 真人 大仙 法师 天王 皇帝 仙子 夫人 姑娘 先生 大人 长老 和尚 公子
道人 道士 老爷 国王 王爷 郡主 师父 天师 皇后 太后 国太 皇叔 御弟 驸马 魔王 仙翁 圣僧 相公 少爷
员外 小姐 少侠 女侠 姥姥 嬷嬷 掌门 帮主 教主 庄主 寨主 头领 军师 老师 同志 主任 经理 教授 博士
"""
RANKS = tuple(_RANKS.split())
"""Titles that may follow the name of a person: 观音菩萨."""
_OFFICES = """
将军 丞相 太守 太尉 都督 大夫 太医 郡王 国公 判官 天府 圣贤 校尉 刺史 太傅 御史 尚书 都尉 司徒
司空 司马 中郎 参军 别驾 主簿 长史 侍中 知府 知县 知州 知寨 府尹 县令 县尉 通判 节度 虞候 押司
节级 团练 巡检 统制 统领 都统 制使 提辖 都监 都头 教头 管营 差拨 孔目 祭酒 使君 使者 总管 总督
巡抚 翰林 学士 侍郎 主公 殿下 陛下 贫僧 老将 小将 主帅 先锋 头陀 太监 宫女 丫头 丫鬟 婆子 老道
人家 家人 女儿 儿子 孩儿 老娘 大舅 媳妇 姨娘 婶娘 妈妈 太太 奶奶 爷爷 父亲 母亲 丈夫 妻子
父子 母子 兄弟 师徒 夫妻 夫妇 主仆 君臣 二人 三人 众人 小人 大官 国舅 国丈 王后 贵妃 贵人
清客 门客 家丁 庄客 衙役 公人 军士 喽啰
"""
OFFICES = frozenset(_OFFICES.split())
_KIN = "爷奶爹娘妈母父叔伯舅姑姨婶嫂姐妹哥弟兄婆"
_CLASS_WORD = re.compile(
    rf".[{_KIN}府县州郡国]|[一二三四五六七八九十大]郎|[小老阿].|(.)\1", re.DOTALL
)
"""Kinship and places by their last character; birth order; 小乙, 老三; 哥哥."""


def is_class_word(word: str) -> bool:
    """Return whether a word of two characters names a role, not a person: 知府, 二郎, 哥哥, 小乙.

    >>> [is_class_word(word) for word in ("知府", "二郎", "八戒", "悟空")]
    [True, True, False, False]
    """
    return word in RANKS or word in OFFICES or bool(_CLASS_WORD.fullmatch(word))
