"""The segmenter `words` divides spaced text where ICU does (Unicode Standard Annex #29)."""

import pytest

from w2vkit.languages.segmentation.segmenters import segment_function

SENTENCES = {
    "Hindi": 'राजा ने रानी से कहा, "क्या तुम मेरे साथ चलोगी?" उस दिन १२,३४५ लोग थे, यानी ३.१४।',
    "Bengali": "রাজা তাঁর রানিকে বললেন, তুমি কি যাবে? র\u200d্যাম ১২৩",
    "Tamil": "அரசன் தன் அரசியிடம் பேசினான். ௧௨௩",
    "Telugu": "రాజు తన రాణితో మాట్లాడాడు।",
    "Kannada": "ರಾಜನು ರಾಣಿಗೆ ಹೇಳಿದನು.",
    "Malayalam": "രാജാവ് റാണിയോട് സംസാരിച്ചു.",
    "Gujarati": "રાજાએ રાણીને કહ્યું, શું તું આવીશ?",
    "Sinhala": "ශ්\u200dරී ලංකාව සහ රජු",
    "Arabic": "قالَ المَلِكُ لِلملكةِ: هل تذهبين؟ ٣٫١٤ و ١٬٢٣٤ كتـــاب",
    "Hebrew": 'צה״ל הודיע כי ד״ר כהן אמר: "שָׁלוֹם" צ\'ק',
    "Persian": "من می\u200cخواهم به خانه\u200cی شما بیایم. ۱۲۳ و ۳٫۱۴",
    "Urdu": "بادشاہ نے ملکہ سے کہا۔ ۱۲۳",
    "Syriac": "ܡܠܟܐ ܐܡܪ ܠܡܠܟܬܐ",
    "Armenian": "Ի՞նչ ես ուզում, ո՛չ, ինչո՞ւ: Դու՞ ես",
    "Georgian": "მეფემ დედოფალს უთხრა: „სად მიდიხარ?“",
    "Amharic": "ንጉሡ፡ለንግሥቲቱ፡ተናገረ። ሰላም ነው፤",
    "Tibetan": "རྒྱལ་པོས་བཙུན་མོ་ལ་གསུངས་སོ།",
    "Catalan": "El col·legi i l'home d'aquí, paral·lel",
    "French": "L'homme d'aujourd'hui qu'il aime, c'est-à-dire l'eau",
    "Vietnamese": "Nhà vua nói với hoàng hậu: “Em có đi không?”",
    "Cherokee": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ꭳꮝꭹ",
    "N'Ko": "ߒߞߏ ߞߊ߲ ߞߣߐߡߊ ߁߂߃",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠠᠬ\u180eᠠ ᠤᠯᠤᠰ",
    "Javanese": "ꦱꦧꦼꦤ꧀ꦲꦸꦮꦺꦴꦁ꧈ ꦗꦮ",
    "Balinese": "ᬅᬓ᭄ᬱᬭᬩᬮᬶ ᬫᬗ᭄",
    "Uzbek": "oʻzbek Oʻzbekiston bo'ldi",
    "Hawaiian": "ʻO Hawaiʻi kēia",
    "Ukrainian": "п'ять зв'язок об'єкт",
    "Greek": "Ο Οδυσσεύς είπε· «Πού πας;»",
    "Korean": "왕이 왕비에게 말했다",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_words_end_where_icu_says(language):
    breakers = pytest.importorskip("icu4py.breakers")

    def words(tokens):
        return [token for token in tokens if any(map(str.isalnum, token))]

    text = SENTENCES[language]
    assert words(segment_function("words")(text)) == words(breakers.WordBreaker(text, "und"))
