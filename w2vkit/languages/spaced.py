"""Languages with spaces between words, told apart by their most frequent words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language

_NAMES_AND_WORDS = {
    "de": (
        "German",
        "der die und das in zu den von ist mit sich des auf für nicht dem ein eine als auch es an er so dass im war ich sie hat aus bei nach wie oder wird auch einer haben seine",
    ),
    "fr": (
        "French",
        "de la le et les des en un une du que est pour qui dans par plus pas au sur ne se ce il elle sont avec son ses ou aux cette mais comme nous vous était leur tout",
    ),
    "es": (
        "Spanish",
        "de la que el en y los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también fue había toda",
    ),
    "pt": (
        "Portuguese",
        "de a que o e do da em um para com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também toda",
    ),
    "it": (
        "Italian",
        "di e il la che in a per un del è non una con i le si da dei al nel della sono alla lo come anche più o ma se delle gli nella questo era suo ha ogni essere",
    ),
    "ca": (
        "Catalan",
        "de la i el que a en les per un amb del els una no es al és dels se més com va ser o seva aquest aquesta són ha tota pel",
    ),
    "ro": (
        "Romanian",
        "de și în a la cu care o nu din pe un să se mai este pentru o că ce sau sunt au fost prin orice lui ale",
    ),
    "nl": (
        "Dutch",
        "de het een van en in is dat op te zijn met voor niet aan er die om ook als bij door maar uit hij naar hebben ze werd heeft over worden nog tot",
    ),
    "sv": (
        "Swedish",
        "och i att det som en på är av för med till den har de inte om ett han var från så men hon sig eller ut när vid under skall rätt",
    ),
    "da": (
        "Danish",
        "blev mig hvad nu kun dig været noget meget og i at det er en til af på for med som den har de ikke han der et var fra sig men om hun så skal eller ved efter enhver",
    ),
    "no": (
        "Norwegian",
        "ble meg hva nå bare deg vært noe mye og i det er en på til som for av med at har de ikke den han et var fra seg men om hun så skal eller ved etter ble enhver",
    ),
    "fi": (
        "Finnish",
        "ja on ei että se hän oli mutta kuin joka niin jos sen tai ovat myös ole kun hänen nyt siitä mitä jokaisella oikeus olla sekä",
    ),
    "et": (
        "Estonian",
        "ja on ei et see ta oli kui ka mis oma või aga kes siis selle tema igal õigus nii olla",
    ),
    "hu": (
        "Hungarian",
        "a az és hogy nem is egy meg ez de van volt csak el azt kell még mint minden vagy jog ki joga után",
    ),
    "pl": (
        "Polish",
        "i w na z do nie się że jest o to jak za od przez po ale co czy ma był dla lub oraz tym prawo jego są",
    ),
    "cs": (
        "Czech",
        "a v se na je že s z do o k i to by za ve pro jako ale po jeho bylo nebo má aby právo při podle jsou",
    ),
    "sk": (
        "Slovak",
        "a v sa na je že s z do o k i to by za vo pre ako ale po jeho bolo alebo má aby právo pri podľa sú",
    ),
    "hr": (
        "Croatian",
        "i u je na da se za od su s o kao ne to koji ili bi iz ima biti pravo svatko po nije njegove",
    ),
    "sl": (
        "Slovenian",
        "in je v na da se za so z s o ki kot pa ne ali po od pravico ima biti vsakdo do njegove",
    ),
    "lt": (
        "Lithuanian",
        "ir kad į iš su yra ne kaip tai o jo jis už arba turi teisę buvo bet nuo prie visi",
    ),
    "lv": (
        "Latvian",
        "un ir ka uz no ar par kas vai ne to kā viņa tiesības bija bet pie pēc lai katram",
    ),
    "tr": (
        "Turkish",
        "ve bir bu da de için ile ne olarak gibi daha çok olan en kadar her veya o ki sonra var değil hakkı",
    ),
    "id": (
        "Indonesian",
        "yang dan di dengan untuk dari dalam itu ini tidak pada ke adalah akan oleh atau sebagai orang setiap juga hak",
    ),
    "vi": (
        "Vietnamese",
        "và của là có được các trong cho không một với người những đã này để về khi như tôi quyền mọi đều hay",
    ),
    "tl": (
        "Tagalog",
        "ang ng sa mga at na ay hindi ito niya kanyang may o para isang karapatan bawat ni si",
    ),
    "sw": (
        "Swahili",
        "na ya kwa wa katika ni za la kuwa yake au cha kila mtu haki hii huo watu kama lakini",
    ),
    "la": (
        "Latin",
        "et in est non ad ut cum quod qui ex si sed quae ab per esse aut de hoc enim etiam atque me nec",
    ),
    "eo": (
        "Esperanto",
        "la de kaj en estas al ne por ke kun el li mi kiu sed oni estis pri aŭ ĉiu rajton ĝi sia tiu",
    ),
    "ru": (
        "Russian",
        "и в не на что я с он как это по к но из у за то о его все так от она же для был или бы человек имеет право каждый",
    ),
    "uk": (
        "Ukrainian",
        "і в не на що я з він як це та до й але у за о його все так від вона для був або має право кожна людина бути",
    ),
    "bg": (
        "Bulgarian",
        "на и да се в не от за е с по че си като но са до има или право всеки това при които",
    ),
    "sr": (
        "Serbian",
        "и у је на да се за од су с о као не то који или би из има бити право свако по није",
    ),
    "el": (
        "Greek",
        "και το της να του η των την ο τα που με για από σε είναι δεν στην τον στο ή οι τους κάθε έχει δικαίωμα",
    ),
    "ar": (
        "Arabic",
        "في من على أن إلى التي لا ما هذا أو عن مع كان هذه قد كل ذلك بين الذي لم بعد هو له حق شخص",
    ),
    "fa": (
        "Persian",
        "و در به از که این را با است آن برای هر یک تا بر خود او می حق ها شود نیز یا دارد",
    ),
    "ur": (
        "Urdu",
        "کے کی میں اور کا سے کو ہے کہ پر یہ اس نے ایک نہیں بھی ہیں کر وہ تو یا حق شخص ہر",
    ),
    "he": ("Hebrew", "של את על לא הוא כי אל זה עם גם או כל אדם אם לו היה אני מן זכאי ידי"),
    "hi": ("Hindi", "के में की है और से का को एक पर यह ने कि इस भी नहीं हैं तो वह किसी लिए या प्रत्येक अधिकार"),
    "mr": ("Marathi", "आणि आहे या व ते नाही हा असे ही त्या किंवा प्रत्येक मध्ये हे तर की मी एक होते"),
    "bn": (
        "Bengali",
        "এবং ও এই করে না যে তার থেকে এক করা জন্য হয় অধিকার বা সঙ্গে কোন আমি তিনি মধ্যে হয়েছে করে এর তা কি নেই আর একটি যা সে আমার কোনো",
    ),
    "ta": (
        "Tamil",
        "ஒரு என்று இந்த அந்த மற்றும் என அவர் நான் இது உள்ள அல்லது உரிமை வேண்டும் கொண்ட அது தான் என்ன இல்லை ஆனால் இருந்து அவன் செய்து எனக்கு பற்றி என்ற",
    ),
    "ka": ("Georgian", "და რომ ეს არის თუ არ ან მისი უფლება აქვს ყოველ ადამიანს იყო რა მე"),
    "hy": ("Armenian", "և է որ մի իր ու են չի նա այդ համար կամ իրավունք մարդ ունի հետ"),
}
ENGLISH_WORDS = "the of and to a in that is was he for it with as his on be at by i this had not are but from or have an they which one you were her she all their there been if who"
SPACED_LANGUAGES: tuple[Language, ...] = tuple(
    replace(ENGLISH, code=code, name=name, headings=(), prior=None)
    for code, (name, _) in _NAMES_AND_WORDS.items()
)
"""They have the values of English, without its headings and its prior."""
FREQUENT_WORDS: Mapping[str, frozenset[str]] = {
    ENGLISH.code: frozenset(ENGLISH_WORDS.split()),
    **{code: frozenset(words.split()) for code, (_, words) in _NAMES_AND_WORDS.items()},
}
"""Of each language the most frequent words of any text, in lower case."""
LEAST_SHARE = 0.1
"""Of the words of a text, at least as many are frequent words of its language."""
LEAST_ADVANTAGE = 2.0
"""Words that only one of the two likeliest languages has are so many times more than the other's."""


def frequent_share(counts: Mapping[str, int], code: str) -> float:
    """Return the share of the frequent words of a language in a text."""
    return _total(counts, FREQUENT_WORDS[code]) / max(1, sum(counts.values()))


def spaced_language(counts: Mapping[str, int]) -> Language | None:
    """Return the language of a text by its frequent words, None if it is unclear.

    Args:
        counts: how often each word occurs.

    """
    shares = {code: frequent_share(counts, code) for code in FREQUENT_WORDS}
    first, second = sorted(shares, key=lambda code: (-shares[code], code))[:2]
    ours, theirs = FREQUENT_WORDS[first], FREQUENT_WORDS[second]
    if shares[first] < LEAST_SHARE:
        return None
    if _total(counts, ours - theirs) < LEAST_ADVANTAGE * _total(counts, theirs - ours):
        return None
    return next(language for language in (ENGLISH, *SPACED_LANGUAGES) if language.code == first)


def _total(counts: Mapping[str, int], words: Collection[str]) -> int:
    return sum(counts.get(word, 0) for word in words)
