"""The page of a model, in a real browser: its numbers are the report's, its refusals the domain's."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

import symparam
from symparam import Facts, Input, Model, Sequential, layers, plugins, sizes
from symparam.algebra.code import DIALECTS, Code
from symparam.algebra.display import display
from symparam.errors import ConditionError
from symparam.report import Report

from ..frameworks import framework, tool

framework("playwright.sync_api", "browser")

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted([*(ROOT / "examples").glob("*.py"), *(ROOT / "examples").glob("*.json")])
HOSTILE = ["<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\u202eabc", "'\"`${alert(3)}"]
FIGURES = """(settings) => settings.map((sizes) => {
  symparam.state.sizes = sizes.map(BigInt);
  return symparam.refusal() ? null : [0, 1, 2].map((q) => symparam.total(q));
})"""
COSTS = ("params", "macs", "activations")
EXACT = Code(DIALECTS["python"])


FEW = {"lenet_torch"}  # takes images of few sizes, so that no total is that large


def drawn(report: Report, number: random.Random, large: bool) -> dict[str, int]:
    """Sizes around the defaults; large ones bring totals above 2^53."""
    most = 10**9 if large else 300
    return {name: number.choice([number.randint(1, most), size or 8]) for name, size in report.symbols.items()}


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda p: p.stem)
def example(request):
    report = symparam.read(request.param).derive()
    return request.param.stem, report, report.page()


def test_totals_are_those_of_the_report_at_200_settings(opened, example):
    """In one call of the page; Python runs the report's formulas and asks its domain, and of a few settings ``at``."""
    name, report, html = example
    number = random.Random(1)
    settings = [drawn(report, number, large=i % 4 == 0) for i in range(200)]
    found = opened(html).evaluate(FIGURES, [[str(n) for n in given.values()] for given in settings])
    formulas = [compile(EXACT(display(report.cost(cost))), cost, "eval") for cost in COSTS]
    for i, (given, said) in enumerate(zip(settings, found, strict=True)):
        assert (said is not None) is report.domain.contains(given), given
        if said is not None:
            assert said == [str(eval(formula, {"max": max, "min": min}, given)) for formula in formulas], given
        if i % 25 == 0:
            assert said == at(report, given)
    assert any(int(said[0]) > 2**53 for said in found if said) is (name not in FEW)  # beyond JavaScript's numbers
    assert name not in FEW or None in found


def at(report: Report, given: dict[str, int]) -> list[str] | None:
    """The figures of the report at a setting, as text."""
    try:
        bound = report.at(**given)
    except ConditionError:
        return None
    return [str(bound.cost(cost)) for cost in COSTS]


@pytest.fixture
def reference(opened):
    report = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive()
    return lambda **options: opened(report.page(), **options)


def test_the_page_begins_with_the_defaults(reference):
    page = reference()
    assert page.inner_text("#total") == "6,029,097"
    assert page.inner_text("#badge") == "exact, legal"
    assert "16,384⌊(H − 20)/12⌋⌊(W − 20)/12⌋" in page.inner_text("#formula")


def test_an_illegal_size_is_refused_with_the_layer_and_the_nearest(reference):
    page = reference()
    page.fill("#size-0", "31")
    page.press("#size-0", "Enter")
    badge = page.inner_text("#badge")
    assert badge.startswith("illegal: max_pooling2d_2: pool 2 does not fit into the height; 1 is below 2")
    assert page.inner_text("#total") == "–"
    page.click("#badge button")
    assert page.evaluate("String(symparam.state.sizes[0])") == "32"
    assert page.inner_text("#badge") == "exact, legal"


def test_a_slider_stops_at_legal_sizes_only(opened):
    page = opened(symparam.read(ROOT / "examples" / "unet.py").derive().page())
    slider = page.locator('.size[data-symbol="height"] input[type="range"]')
    slider.focus()
    for key, expected in (("ArrowRight", "136"), ("ArrowRight", "144"), ("ArrowLeft", "136")):
        page.keyboard.press(key)
        assert page.evaluate("String(symparam.state.sizes[0])") == expected
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == ("8", "256")


def test_a_size_without_a_default_starts_where_it_is_legal(opened):
    """A window of 40 does not fit into 8, and thousands are told apart."""
    (T,) = sizes("T")
    model = Sequential([Input((T, 4)), layers.Conv1D(1000, 40), layers.Flatten(), layers.Dense(1)])
    page = opened(model.derive().page())
    assert page.evaluate("String(symparam.state.sizes[0])") == "40"
    assert page.inner_text("#badge") == "exact, legal"
    assert page.inner_text("#formula").split() == ["=", "1,000·T", "+", "122,001"]  # 160,000 + 1,000 + 1 − 39,000


def test_a_tie_follows_and_is_in_the_address(reference):
    page = reference()
    page.select_option('.size[data-symbol="W"] select', label="= H")
    page.fill("#size-0", "64")
    page.press("#size-0", "Enter")
    assert "H=64&W=H" in page.url
    report = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive()
    assert page.inner_text("#total") == f"{report.at(H=64, W=64).params:,}"


def test_the_address_is_a_figure_and_the_back_button_goes_back(reference):
    page = reference(address="#H=64&W=64&~show=macs")
    report = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive()
    macs = f"{report.at(H=64, W=64).macs:,}"
    assert page.inner_text("#total") == macs
    page.fill("#size-0", "128")
    page.press("#size-0", "Enter")
    assert page.inner_text("#total") == f"{report.at(H=128, W=64).macs:,}"
    page.go_back()
    assert page.inner_text("#total") == macs


def test_cards_follow_the_sizes_and_open_what_is_behind_them(reference):
    page = reference(address="#H=64&W=64")
    report = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive().at(H=64, W=64)
    rows = {row.name: row for row in report.rows}
    card = page.locator("#drawing .stage").nth(2)  # conv2d_4 – dropout_2
    assert card.locator(".v-output").text_content() == " × ".join(map(str, rows["dropout_2"].output))
    card.click()
    assert page.inner_text("#now h3") == "conv2d_4"
    assert f"{rows['conv2d_4'].params:,}" in page.inner_text("#now")
    assert page.locator("article.why.chosen").count() == 1
    card.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#now h3") == "dense"


def test_the_table_sorts_and_search_finds(reference):
    page = reference()
    page.click("text=Table")
    page.click("th >> text=value")
    assert page.locator("table.layers tbody tr").first.inner_text().startswith("dense (Dense)")
    page.keyboard.press("Escape")
    page.locator("body").press("/")
    page.keyboard.type("conv2d_3")
    assert page.inner_text("#now h3") == "conv2d_3"


def test_copies_are_the_formula(reference):
    page = reference()
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.click("summary >> text=Copy")
    page.click("details.copy >> text=Python")
    assert page.evaluate("copied") == "16384*((H - 20)//12)*((W - 20)//12) + 288*C + 129*num_class + 112448"
    assert eval(page.evaluate("copied"), {"H": 256, "W": 256, "C": 3, "num_class": 9}) == 6029097


def test_a_budget_says_the_largest_size(reference):
    page = reference()
    page.select_option('.size[data-symbol="W"] select', label="= H")
    page.fill("#budget", "10 M")
    page.press("#budget", "Enter")
    # symparam solve … 'params <= 10M' --for H W=H gives 319; 16384·25·25 + … > 10 M by hand
    assert "H ≤ 319" in page.inner_text("#afford")


def test_growth_is_stacked_by_stage_beside_its_leading_term(reference):
    page = reference()
    page.select_option('.size[data-symbol="W"] select', label="= H")
    # symparam growth … W=H: 16384/144·H²
    assert page.text_content("#plot .lead") == "∼ 113.8·H²"
    assert page.locator("#plot .band").count() == 0
    page.check("#stack")
    assert "~stack=stages" in page.evaluate("decodeURIComponent(location.hash)")
    stages = page.locator("#drawing .stage").count()
    assert page.locator("#plot .band").count() == stages
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.click("text=Copy CSV")
    _, *lines = page.evaluate("copied").splitlines()
    for line in lines:
        _, whole, *parts = map(int, line.split(","))
        assert len(parts) == stages
        assert sum(parts) == whole


def test_the_derivation_ends_in_the_numbers_of_the_sizes_that_are_set(reference):
    """Keras's own count of ``dense`` at 64×64 is (3·3·32 + 1)·512; its derivation, worked out at 256, says so too."""
    page = reference(address="#H=64&W=64")
    values = page.locator("article.why.chosen tr.value[data-tree]")
    assert values.first.inner_text().split("\t")[2:] == ["147,968", "at H\u00a0=\u00a064, W\u00a0=\u00a064"]
    assert not page.locator("article.why.chosen tr.numbers").first.is_visible()
    page.click("text=Reset")
    assert values.first.inner_text().split("\t")[2] == "5,915,136"
    assert page.locator("article.why.chosen tr.numbers").first.is_visible()


def test_a_worksheet_hides_values_and_checks_answers(reference):
    page = reference()
    page.click("text=Worksheet")
    page.click("text=hide values")
    answer = page.locator("article.why.chosen input.answer").first
    answer.fill("5,915,136")
    answer.press("Enter")
    assert "right-answer" in answer.get_attribute("class")
    answer.fill("12")
    answer.press("Enter")
    assert "wrong-answer" in answer.get_attribute("class")


def test_dark_and_light(reference):
    page = reference(color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click('button[aria-label="light or dark"]')
    assert page.evaluate(paper) != light
    assert reference(color_scheme="dark").evaluate(paper) != light


def test_without_script_it_is_a_document(reference):
    page = reference(script=False)
    assert page.inner_text("#total") == "6,029,097"
    assert page.locator("article.why").count() > 3
    assert all(page.locator("article.why").nth(i).is_visible() for i in range(3))
    assert page.locator("table.layers tbody tr").count() == 18
    assert not page.locator("#growth").is_visible()


def test_hostile_names_are_text(opened):
    (h,) = sizes("H")
    image = x = Input((h, 8, 3), name=HOSTILE[0])
    for name in HOSTILE[1:]:
        x = layers.Conv2D(4, 3, padding="same", name=name)(x)
    model = Model(image, x, name="<b>&</b></script>", facts=Facts(defaults={"H": 8}))
    page = opened(model.derive().page())
    assert page.locator("img, b:not(.size b)").count() == 0
    assert page.inner_text("h1") == "<b>&</b></script>"
    page.click("text=Table")
    table = page.inner_text("table.layers")
    assert HOSTILE[0] in table
    assert HOSTILE[1] in table
    assert "\u202e" not in page.content()


def test_two_models_on_one_page(opened):
    a, b = (symparam.read(ROOT / "examples" / f"rgb_classifier{end}.py").derive() for end in ("", "_strided"))
    compared = plugins.explorer("compare")(a, b, ("one", "two"))
    page = opened(plugins.printed("page", "comparison", compared, {}), address="#H=100&W=90")
    given = {"H": 100, "W": 90}
    first, second = a.at(**given).params, b.at(**given).params
    assert page.inner_text("#total") == f"{first - second:,}".replace("-", "−")
    assert page.inner_text("#sides").split() == ["one:", f"{first:,}", "two:", f"{second:,}"]
    assert page.locator("figure").count() == 2


def test_documents_of_html_show_the_network_where_they_are_asked_to(opened):
    report = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive()
    page = opened(report.to("html", standalone=True, picture=True))
    assert page.locator("svg .stage").count() == len(report.stages())
    assert page.locator("svg .stage").first.is_visible()
    assert page.locator("svg").bounding_box()["width"] > 300
    assert "<svg" in report._repr_html_()
    assert "<svg" not in report.to("html")


def test_the_crossover_of_two_models_is_where_the_reports_cross(opened):
    first = Sequential([layers.Dense(100)], input=sizes("n"), name="wide").derive()
    second = Sequential([layers.Dense(sizes("n")[0])], input=sizes("n"), name="square").derive()
    compared = plugins.explorer("compare")(first, second, ("wide", "square"))
    page = opened(plugins.printed("page", "comparison", compared, {}), address="#n=200")
    larger = [n for n in range(1, 400) if second.at(n=n).params > first.at(n=n).params]
    assert page.inner_text("#afford") == f"wide is larger, from n = {larger[0]} on square"


def test_a_step_that_joins_floors_unfolds_its_proof(reference):
    page = reference(address="#~layer=6")  # max_pooling2d_1 halves ⌊(H − 8)/3⌋
    proof = page.locator("article.why.chosen details.proof").first
    assert not proof.locator("p").first.is_visible()
    proof.locator("summary").click()
    assert "Proof: for every whole q" in proof.inner_text()


def test_a_budget_is_dragged(reference):
    page = reference()
    page.locator("#plot").scroll_into_view_if_needed()
    grip = page.locator("#plot .grip").bounding_box()
    page.mouse.move(grip["x"] + 6, grip["y"] + 6)
    page.mouse.down()
    page.mouse.move(grip["x"] + 6, grip["y"] + 86, steps=4)
    page.mouse.up()
    budget = int(page.evaluate("String(symparam.state.budget)"))
    assert 0 < budget < 12_000_000
    assert f"~budget={budget}" in page.evaluate("decodeURIComponent(location.hash)")
    most = max(h for h in range(32, 512) if 16384 * ((h - 20) // 12) * 19 + 864 + 1161 + 112448 <= budget)
    assert f"H ≤ {most}" in page.inner_text("#afford")


def test_what_grows_is_what_the_sizes_matter_for(opened):
    page = opened(symparam.read(ROOT / "examples" / "unet.py").derive().page())
    assert page.input_value("#grows") == "0"
    assert page.locator("#along option:checked").inner_text() == "filters"
    fixed = Sequential([layers.Conv2D(8, 3)], input=(*sizes("H W"), 3)).derive()
    page = opened(fixed.page())
    assert page.locator("#grows option:checked").inner_text() == "MACs"


def test_a_page_prints_as_paper(reference, tmp_path):
    page = reference(color_scheme="dark")
    page.pdf(path=tmp_path / "page.pdf")
    done = subprocess.run([tool("pdftotext"), "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True)
    said = done.stdout.decode()
    assert "6,029,097" in said
    assert "How it grows" in said
    assert "H, input height" in said  # the axis of the plot
    assert "Copy" not in said
    assert "find a layer" not in said
    assert all(row.name in said for row in symparam.read(ROOT / "examples" / "rgb_classifier.py").derive().rows)


def test_paper_is_white_on_a_dark_screen(reference):
    page = reference(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    fill = "getComputedStyle(document.querySelector('#drawing .card')).fill"
    assert page.evaluate(fill) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.evaluate(fill) != "rgb(255, 255, 255)"


def test_a_model_without_symbols_has_a_page(opened):
    page = opened(Sequential([layers.Dense(3)], input=(4,)).derive().page())
    assert page.inner_text("#total") == "15"
    assert not page.locator("#growth").is_visible()


def test_nothing_is_wider_than_the_window(opened, example):
    _, _, html = example
    page = opened(html)
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
