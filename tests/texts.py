"""Sentences written for the tests, simplified and traditional."""

from itertools import product

SIMPLIFIED = (
    "孙悟空一个筋斗翻出十万八千里，回头却还在如来的手掌上。",
    "“师父，前面那座山里怕是有妖怪！”八戒放下担子说道。",
    "沙僧把行李挑起来，跟着白马慢慢地往西走去。",
    "天快黑的时候，他们看见了一户人家的灯光。",
    "老人问：“你们是从哪里来的？要到什么地方去呢？”",
    "那妖精变成一个女子，提着一篮馒头，笑着走过来……",
    "他们走了三天三夜，没有吃过一口热饭；夜里只能睡在树下。",
    "“我不是不想去，”猪八戒小声说，“只是肚子饿得走不动了。”",
    "国王听了这些话，心里十分高兴，就请他们住在宫里。",
    "雨下得很大，河水涨了起来，桥也不见了。",
)
TRADITIONAL = (
    "孫悟空一個筋斗翻出十萬八千里，回頭卻還在如來的手掌上。",
    "「師父，前面那座山裡怕是有妖怪！」八戒放下擔子說道。",
    "沙僧把行李挑起來，跟著白馬慢慢地往西走去。",
    "天快黑的時候，他們看見了一戶人家的燈光。",
    "老人問：「你們是從哪裡來的？要到什麼地方去呢？」",
    "那妖精變成一個女子，提著一籃饅頭，笑著走過來……",
    "他們走了三天三夜，沒有吃過一口熱飯；夜裡只能睡在樹下。",
    "「我不是不想去，」豬八戒小聲說，「只是肚子餓得走不動了。」",
    "國王聽了這些話，心裡十分高興，就請他們住在宮裡。",
    "雨下得很大，河水漲了起來，橋也不見了。",
)
DEEDS = ("道：“且住。”", "听了大怒。", "笑了一声。", "便走出门外。", "答应而去。", "不见人。")
_WAYS = ("只见", "忽然", "那日", "却说", "", "话分两头，", "众人看时，", "原来")
_STARTS = ("我住在", "他离开", "昨天我们到", "听说", "从", "大军攻下", "她想念")
_ENDS = ("已经三年", "回来", "，很远", "下了雪", "的人很多", "没有河")


def told(name, times, ends=DEEDS):
    """Return sentences in each of which a name stands between other words."""
    sentences = [f"{way}{name}{end}" for end, way in product(ends, _WAYS)]
    return [sentences[number % len(sentences)] for number in range(times)]


def tale(telling):
    """Return a text that tells of each name so many times."""
    return "\n".join(line for name, times in telling.items() for line in told(name, times))


def text_with(name):
    """Return 42 sentences, one a line, in each of which a name stands in another place."""
    return "\n".join(f"{start}{name}{end}。" for start, end in product(_STARTS, _ENDS))
