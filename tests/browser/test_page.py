"""The interactive page, used like a reader would, in a browser without network."""

import csv
import io

import pytest

from tests.browser.conftest import HOSTILE, NAMES
from tests.patience import wait_until
from w2vkit.query.formula import word_formula
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.model import Model
from w2vkit.query.operations import SearchRequest, similar

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}


def answers(page, where):
    """Return the words and scores of a list."""
    rows = page.locator(f"{where} li").all()
    return [
        (row.locator("bdi").inner_text(), float(row.locator("span").inner_text().replace("−", "-")))
        for row in rows
    ]


def find(page, word):
    page.fill("#search", word)
    page.press("#search", "Enter")


def ask(page, question):
    page.fill("#formula", question)
    page.press("#formula", "Enter")


def test_ten_thousand_words_fit_in_4_mb(large_page):
    assert large_page.stat().st_size < 4_000_000


@pytest.mark.parametrize("word", ["孙悟空", "king", "w500", "w9000"])
def test_the_nearest_words_are_those_of_similar(show, large, large_page, word):
    page = show(large_page)
    find(page, word)
    found = answers(page, "#neighbors")
    (expected,) = similar(large, [word_formula(word)], SearchRequest(topn=10))
    assert len({one for one, _ in found} & {one.word for one in expected}) >= 9
    assert found[0][1] == pytest.approx(expected[0].score, abs=0.01)


QUESTIONS = (
    "king - man + woman",
    "man:king::woman:?",
    "－ man ＋ 2＊king + 0.5*woman",
    "{king, queen, w7}",
    "king ~ man",
    "king ~ man ~ w7 - (w8 + w9)",
    '"New York" + well-known',
    '"New York"',
    "{king,man} - {woman, 0.5*queen}",
    "King - MAN + Woman",
    "new york",
    "new_york - king + WELL-KNOWN",
    "2*new york ~ king",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_formulas_mean_what_they_mean_on_the_command_line(show, small, small_page, question):
    page = show(small_page)
    ask(page, question)
    model = Model("small", small_page, small, MissingWords(small.vocabulary))
    (expected,) = similar(small, [model.parse(question).formula], SearchRequest(topn=10))
    found = answers(page, "#formula-answers")
    assert len({one for one, _ in found} & {one.word for one in expected}) >= 9
    assert found[0][0] == expected[0].word
    assert found[0][1] == pytest.approx(expected[0].score, abs=0.01)


def test_the_formula_is_echoed(show, small_page):
    page = show(small_page, locale="en")
    ask(page, "man:king::woman:?")
    assert page.inner_text("#formula-echo") == "king − man + woman ="
    assert answers(page, "#formula-answers")[0][0] == "queen"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "Enter a formula"),
        ("king +", "character 7"),
        ("king man", "character 6"),
        ("- king", "at least one"),
        ("king - king", "zero vector"),
        ("{king", "“}”"),
        ("(king", "“)”"),
        ('"king', "not closed"),
        ('""', "are empty"),
        ("x*king", "not a number"),
        ("man:king", "proportion"),
        ("孙悟宫 + king", "孙悟宫"),
        ("(" * 30 + "king" + ")" * 30, "too deeply"),
    ],
)
def test_formulas_that_cannot_be_answered(show, small_page, question, said):
    page = show(small_page, locale="en")
    ask(page, question)
    assert said in page.inner_text("#formula-echo")
    assert answers(page, "#formula-answers") == []


def test_search_suggests_while_typing(show, small_page):
    page = show(small_page)
    page.fill("#search", "ＷＯ")
    assert page.locator("#suggestions li").first.inner_text().startswith("woman")
    page.fill("#search", "w1")
    words = page.locator("#suggestions li bdi").all_inner_texts()
    assert words[0] == "w1"
    assert len(words) == 8
    page.press("#search", "ArrowDown")
    page.press("#search", "ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "suggestion-1"
    page.press("#search", "Enter")
    assert words[1] in page.inner_text("#word-title")
    assert page.is_hidden("#suggestions")
    page.fill("#search", "")
    assert page.is_hidden("#suggestions")


def test_a_formula_in_the_search_box_is_answered(show, small_page):
    page = show(small_page, locale="en")
    page.fill("#search", "king - man + woman")
    assert "Enter answers this formula" in page.inner_text("#suggestions")
    page.press("#search", "Enter")
    assert page.inner_text("#formula-echo") == "king − man + woman ="
    assert answers(page, "#formula-answers")[0][0] == "queen"
    assert page.input_value("#formula") == "king - man + woman"
    assert page.is_hidden("#suggestions")


@pytest.mark.parametrize("word", [*NAMES, *HOSTILE])
def test_every_word_is_just_text(show, small_page, word):
    page = show(small_page)
    find(page, word)
    assert word in page.inner_text("#word-title")
    assert page.evaluate("page.data.words[page.word]") == word
    assert page.locator("main script, main img, h1 b").count() == 0


def test_the_name_of_the_model_is_just_text(show, small_page):
    page = show(small_page)
    assert page.inner_text("h1") == "<b>small</b>"
    assert page.title() == "<b>small</b>"


def drag(page, places, steps=4):
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=steps)
    page.mouse.up()


def test_a_lasso_selects_and_exports(show, small_page):
    page = show(small_page)
    page.click("#lasso")
    box = page.locator("#map").bounding_box()
    left, top = box["x"] + 60, box["y"] + 3
    right, bottom = box["x"] + box["width"] - 3, box["y"] + box["height"] - 3
    drag(page, [(left, top), (right, top), (right, bottom), (left, bottom)])
    assert "300" in page.inner_text("#selection-hint")
    with page.expect_download() as download:
        page.click("#csv")
    assert download.value.suggested_filename.endswith(".csv")
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(text))]
    assert [*rows[0]] == ["word", "count", "cluster", "x", "y"]
    assert {row["word"] for row in rows} == set(page.evaluate("page.data.words"))
    page.click("#lasso")
    drag(page, [(left + 200, top + 200), (left + 210, top + 260)])
    assert "300" in page.inner_text("#selection-hint")


def test_a_click_on_a_dot_shows_its_neighbors(show, small_page):
    page = show(small_page)
    box = page.locator("#map").bounding_box()
    row = 0
    place = page.evaluate(f"[page.map.screenX({row}), page.map.screenY({row})]")
    page.mouse.click(box["x"] + place[0], box["y"] + place[1])
    assert len(answers(page, "#neighbors")) == 10
    assert "孙悟空" in page.inner_text("#word-title")
    page.locator("#neighbors button").nth(2).click()
    assert "孙悟空" not in page.inner_text("#word-title")


def test_the_map_is_moved_by_mouse_and_keys(show, small_page):
    page = show(small_page)

    def view():
        return page.evaluate("({...page.map.view})")

    start = view()
    box = page.locator("#map").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.wheel(0, -500)
    page.wait_for_function(f"page.map.view.scale > {start['scale']} * 1.5")
    assert view()["x"] == pytest.approx(start["x"], rel=1e-3)
    zoomed = view()
    drag(page, [middle, (middle[0] + 100, middle[1])])
    assert view()["x"] < zoomed["x"]
    page.focus("#map")
    page.keyboard.press("0")
    assert view() == start
    for key, moved in (("ArrowRight", "x"), ("ArrowUp", "y")):
        page.keyboard.press(key)
        assert view()[moved] > start[moved]
    page.keyboard.press("+")
    assert view()["scale"] > start["scale"]
    page.keyboard.press("Enter")
    assert len(answers(page, "#neighbors")) == 10
    page.keyboard.press("Escape")
    assert answers(page, "#neighbors") == []


def test_two_fingers_zoom(show, small_page):
    page = show(small_page, **PHONE, has_touch=True)
    start = page.evaluate("page.map.view.scale")
    page.evaluate(
        """() => {
          const map = document.getElementById("map");
          map.setPointerCapture = () => {};
          const send = (kind, id, x, y) => map.dispatchEvent(new PointerEvent(kind,
            {pointerId: id, pointerType: "touch", clientX: x, clientY: y + 150, bubbles: true}));
          send("pointerdown", 1, 150, 100); send("pointerdown", 2, 200, 100);
          send("pointermove", 1, 100, 100); send("pointermove", 2, 250, 100);
          send("pointerup", 1, 100, 100); send("pointerup", 2, 250, 100);
        }"""
    )
    assert page.evaluate("page.map.view.scale") > 2 * start


def test_clusters_and_frequencies_have_colours_and_a_legend(show, small_page):
    page = show(small_page)
    assert page.locator("#legend button").count() == page.evaluate("page.data.clusterNames.length")
    page.locator("#legend button").first.click()
    assert page.locator("#legend button").first.get_attribute("aria-pressed") == "true"
    page.check("[value=frequency]")
    assert page.locator("#legend .entry").count() == 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_and_can_be_changed(show, small_page, scheme):
    page = show(small_page, color_scheme=scheme)
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == scheme
    page.click("#theme")
    assert page.evaluate(theme) != scheme


@pytest.mark.parametrize(("locale", "said"), [("en-GB", "Nearest words"), ("zh-CN", "最相近的词")])
def test_the_language_follows_the_system_and_can_be_changed(show, small_page, locale, said):
    page = show(small_page, locale=locale)
    assert page.inner_text("#word-title") == said
    find(page, "king")
    page.click("#language")
    page.click("#language")
    assert "king" in page.inner_text("#word-title")
    assert page.evaluate("document.documentElement.lang")[:2] == locale[:2]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_sticks_out_of_the_window(show, small_page, size):
    page = show(small_page, **size)
    find(page, "<script>alert(1)</script>")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    box = page.locator("#map").bounding_box()
    assert box["height"] > 250
    assert box["width"] > 350


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_control_has_a_name(show, small_page, language):
    page = show(small_page, locale=language)
    find(page, "king")
    named = """() => [...document.querySelectorAll("button, input, canvas")]
      .filter((one) => !one.ariaLabel && !one.textContent.trim() && !one.labels?.length)
      .map((one) => one.id)"""
    assert page.evaluate(named) == []
    reached = set()
    page.focus("#search")
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    assert {"theme", "language", "map", "lasso", "zoom-in"} <= reached


def test_the_page_prints_the_map_alone(show, small_page):
    page = show(small_page, color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_hidden("aside")
    assert page.is_visible("#map")
    assert page.evaluate("page.theme") == "light"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("page.theme") == "dark"


def test_drawing_ten_thousand_words_leaves_time_in_a_frame(show, large_page):
    """Count what is drawn, not seconds: the work of a frame is bounded."""
    page = show(large_page)
    counts = page.evaluate(
        """() => {
          const counts = {fillText: 0, fill: 0, measureText: 0};
          for (const name of Object.keys(counts)) {
            const pen = page.map.context, was = pen[name].bind(pen);
            pen[name] = (...given) => { counts[name]++; return was(...given); };
          }
          page.map.draw(); page.map.draw();
          return counts;
        }"""
    )
    assert counts["fill"] <= 2 * 12
    assert counts["fillText"] <= 2 * 400


@pytest.mark.parametrize(
    ("asked", "how"),
    [("sunwukong", "pinyin"), ("Sūn Wùkōng", "pinyin"), ("swk", "pinyin"), ("孫悟空", "script")],
)
def test_a_word_is_found_by_pinyin_and_in_the_other_script(show, small_page, asked, how):
    page = show(small_page, locale="en")
    find(page, asked)
    assert page.inner_text("#word-title") == "Nearest to 孙悟空"
    assert f"“{asked}” is not on this map" in page.inner_text("#word-hint")
    assert how in page.inner_text("#word-hint")


@pytest.mark.parametrize("asked", ["孙悟宫", "孙午空", "sunwokong"])
def test_an_unknown_word_meets_similar_ones(show, small_page, asked):
    page = show(small_page, locale="en")
    page.fill("#search", asked)
    assert f"“{asked}” is not on this map" in page.inner_text("#suggestions .note")
    assert page.locator("#suggestions bdi").first.inner_text() == "孙悟空"
    page.press("#search", "Enter")
    assert asked in page.inner_text("#word-hint")
    page.locator("#near button").first.click()
    assert "孙悟空" in page.inner_text("#word-title")


def test_a_word_like_no_other_is_not_met_with_silence(show, small_page):
    page = show(small_page, locale="en")
    find(page, "<b>鱻鱻鱻鱻鱻</b>")
    said = "“<b>鱻鱻鱻鱻鱻</b>” is not among the 300 words of this map."
    assert page.inner_text("#word-hint") == said
    assert page.inner_text("#suggestions .note") == said


def test_a_formula_takes_pinyin_and_says_so(show, small_page):
    page = show(small_page, locale="en")
    ask(page, "sunwukong + king")
    assert "孙悟空 + king =" in page.inner_text("#formula-echo")
    assert "this is 孙悟空 (pinyin)" in page.inner_text("#formula-echo")
    assert len(answers(page, "#formula-answers")) == 10
    ask(page, "孙悟宫 + king")
    assert "Similar: 孙悟空" in page.inner_text("#formula-echo")


@pytest.mark.parametrize("word", ["w7", "king", "שלום"])
def test_the_neighbors_stay_in_view_after_a_search(show, small_page, word):
    page = show(small_page)
    find(page, word)
    outside = """() => [page.map.selected, ...page.map.neighbors].filter((row) => {
      const x = page.map.screenX(row), y = page.map.screenY(row);
      return x < 0 || y < 0 || x > page.map.width || y > page.map.height;
    })"""
    assert page.evaluate(outside) == []


def test_a_click_shows_passages_with_the_word_marked(show, book_page):
    page = show(book_page, locale="en")
    find(page, "孙悟空")
    assert page.locator("#passages mark").all_inner_texts() == ["孙悟空", "孙悟空"]
    first = page.locator("#passages li").first.inner_text()
    assert first.split("\n") == ["𠀀孙悟空<b>来了</b>。", "第一回 <i>石猴</i>"]
    assert page.locator("#passages b, #passages i").count() == 0
    find(page, "king")
    assert page.locator("#passages li").count() == 0
    assert page.is_hidden("#passages-title")


def test_the_filter_by_kind_narrows_map_and_answers(show, book_page):
    page = show(book_page, locale="en")
    page.select_option("#kind", label="persons")
    find(page, "queen")
    assert {word for word, _ in answers(page, "#neighbors")} == {"孙悟空", "king"}
    faded = "page.data.words.filter((_, row) => !page.map.faded(row))"
    assert page.evaluate(faded) == ["孙悟空", "king"]
    page.select_option("#kind", index=0)
    assert len(answers(page, "#neighbors")) == 10


def test_own_categories_are_colours(show, book_page):
    page = show(book_page, locale="en")
    names = page.locator("#legend bdi").all_inner_texts()
    assert names == ["men", "women"]
    colour = "(word) => page.map.show.colours[page.data.rows.get(word)]"
    assert page.evaluate(colour, "king") == page.evaluate(colour, "man")
    assert page.evaluate(colour, "king") != page.evaluate(colour, "queen")
    page.check("[value=cluster]")
    assert page.locator("#legend button").count() == page.evaluate("page.data.clusterNames.length")


def test_a_page_without_kinds_and_categories_does_not_offer_them(show, small_page):
    page = show(small_page)
    assert page.is_hidden("#kind-choice")
    assert page.is_hidden("#own-colours")


def wait_for(page, condition):
    """Wait in Python, because the policy of the page forbids to evaluate strings in it later."""
    wait_until(lambda: page.evaluate(condition))


def test_the_address_contains_the_state(show, book_page):
    page = show(book_page, locale="en")
    page.select_option("#kind", label="persons")
    page.check("[value=cluster]")
    page.locator("#legend button").first.click()
    ask(page, "king - man + woman")
    find(page, "孙悟空")
    page.click("#zoom-in")
    seen = [""]

    def is_settled():
        seen.append(page.evaluate("location.hash"))
        return seen[-1] == seen[-2] and "view=" in seen[-1] and "word=" in seen[-1]

    wait_until(is_settled, 1.0)
    state = """() => ({word: page.word, kind: page.kind, group: page.group, colour: page.colour(),
      formula: page.asked, neighbors: page.map.neighbors, view: {...page.map.view}})"""
    before, address = page.evaluate(state), page.evaluate("location.hash")
    other = show(book_page, locale="en")
    other.evaluate("(hash) => { location.hash = hash; }", address)
    other.reload()
    wait_for(other, "window.page !== undefined")
    after = other.evaluate(state)
    assert after.pop("view") == pytest.approx(before.pop("view"), rel=1e-4)
    assert after == before
    assert other.input_value("#formula") == "king - man + woman"


def test_an_address_with_an_unknown_word(show, small_page):
    page = show(small_page, locale="en")
    page.evaluate("location.hash = 'word=孙悟宫&view=x,y,z&group=99&colour=none'")
    wait_for(page, "document.getElementById('word-hint').textContent.includes('孙悟宫')")


def test_the_lasso_is_a_line_until_it_is_cleared(show, small_page):
    page = show(small_page)
    page.click("#lasso")
    box = page.locator("#map").bounding_box()
    drag(page, [(box["x"] + 100, box["y"] + 50), (box["x"] + 400, box["y"] + 50),
                (box["x"] + 400, box["y"] + 400)])  # fmt: skip
    drawn = """() => {
      let lines = 0;
      const pen = page.map.context, was = pen.lineTo.bind(pen);
      pen.lineTo = (...given) => { lines++; return was(...given); };
      page.map.draw();
      pen.lineTo = was;
      return lines;
    }"""
    assert page.evaluate(drawn) >= 3
    page.focus("#map")
    page.keyboard.press("Escape")
    assert page.evaluate(drawn) == 0


def test_the_embedded_font_is_loaded(show, small_page):
    page = show(small_page)
    loaded = "document.fonts.ready.then((all) => [...all].map((one) => [one.family, one.status]))"
    assert page.evaluate(loaded) == [["Embedded", "loaded"]]


@pytest.mark.parametrize("text", ["claw", "w7", "Claw hammer, 16 oz"])
def test_an_item_is_found_by_its_name_and_by_its_id(show, shop_page, text):
    page = show(shop_page)
    find(page, text)
    assert page.locator("#word-title").inner_text() == "Nearest to Claw hammer, 16 oz"
    assert page.locator("#word-hint").inner_text().startswith("w7 · ")


def test_formulas_take_names_and_show_them(show, shop_page):
    page = show(shop_page)
    ask(page, '"claw hammer, 16 oz" - 蜂蜜')
    assert page.locator("#formula-echo").inner_text() == '"Claw hammer, 16 oz" − 蜂蜜 ='
    assert len(answers(page, "#formula-answers")) == 10
    find(page, "fengmi")
    assert page.locator("#word-title").inner_text() == "Nearest to 蜂蜜"
