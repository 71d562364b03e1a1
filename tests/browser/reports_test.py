"""Opens tessera's HTML and SVG reports in Chromium:
reports_test.py TESSERA SOURCE CHROMIUM CHROMEDRIVER SCREENSHOTS.

The reports are files in a temporary folder. The figures on hover are those of the JSON report of
the same run. What the pages looked like stays in SCREENSHOTS, to be looked at.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from browser import Browser

TESSERA, SOURCE, CHROMIUM, CHROMEDRIVER, SCREENSHOTS = sys.argv[1:6]
MODEL = f"{SOURCE}/sample_models/mbv2-w0.35-r144-int8.onnx"
LONG_NAMES = f"{SOURCE}/tests/cli/models/long-names.onnx"
REPORTS = {
    "long": ["simulate", LONG_NAMES],
    "compare": ["compare", MODEL, "--target", "NUCLEO-F412ZG", "layer", "patch:2x2@auto",
                "patch:3x3@auto"],
    "search": ["search", MODEL, "--sram", "96KiB"],
    "simulate": ["simulate", MODEL, "--target", "NUCLEO-F412ZG", "--schedule", "patch:3x3@auto"],
}


def run(*arguments, code=0):
    done = subprocess.run([TESSERA, *map(str, arguments)], capture_output=True, text=True,
                          timeout=120)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit {done.returncode}: {done.stderr}")


def grouped(count):
    """3072 as "3 072", as reports write it."""
    return f"{count:,}".replace(",", " ")


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.files = pathlib.Path(cls.folder.name)
        cls.browser = Browser(CHROMIUM, CHROMEDRIVER)
        cls.addClassCleanup(cls.folder.cleanup)
        cls.addClassCleanup(cls.browser.close)
        for name, arguments in REPORTS.items():
            exports = [f"--export={form}={cls.files / f'{name}.{form}'}"
                       for form in ("html", "svg", "json")]
            run(*arguments, *exports)
        run("diff", cls.files / "simulate.json", MODEL, "--schedule", "patch:2x2@auto",
            f"--export=html={cls.files / 'diff.html'}")
        budget = cls.files / "tessera.toml"
        budget.write_text(f'''tessera_check = 1
[[models]]
path = "{MODEL}"
sram = "64KiB"
flash = "1MiB"
''')
        run("check", "--config", budget, f"--export=html={cls.files / 'check.html'}", code=1)

    def setUp(self):
        self.browser.size(1000, 800)
        self.browser.dark(False)
        self.browser.complaints()
        self.browser.requested()

    def open(self, name, form):
        self.browser.open(self.files / f"{name}.{form}")

    def report(self, name):
        return json.loads((self.files / f"{name}.json").read_text())

    def pages(self):
        for path in sorted(self.files.glob("*.html")) + sorted(self.files.glob("*.svg")):
            with self.subTest(path.name):
                yield path

    def test_no_page_complains_or_asks_for_more_than_itself(self):
        for path in self.pages():
            self.browser.open(path)
            self.assertEqual(self.browser.complaints(), [])
            self.assertEqual(self.browser.requested(), [path.resolve().as_uri()])
            self.assertEqual(self.browser.ask("performance.getEntriesByType('resource').length"), 0)

    def test_html_is_no_wider_than_the_window(self):
        for path in self.pages():
            if path.suffix != ".html":
                continue
            for width in (1000, 400):
                self.browser.size(width, 800)
                self.browser.open(path)
                self.assertLessEqual(self.browser.ask("document.documentElement.scrollWidth"),
                                     width)

    def test_dark_where_the_reader_is(self):
        background = "getComputedStyle(document.body || document.querySelector('svg > rect'))"
        for path in self.pages():
            self.browser.open(path)
            what = background + (".backgroundColor" if path.suffix == ".html" else ".fill")
            seen = set()
            for dark in (False, True):
                self.browser.dark(dark)
                seen.add(self.browser.ask(what))
                name = f"{path.stem}-{path.suffix[1:]}-{'dark' if dark else 'light'}.png"
                self.browser.whole(pathlib.Path(SCREENSHOTS) / name)
            self.assertEqual(len(seen), 2)
            self.browser.dark(False)

    def test_text_of_pictures_is_legible_at_1000_pixels(self):
        for path in self.pages():
            self.browser.open(path)
            heights = self.browser.ask(
                "[...document.querySelectorAll('svg text')].map("
                "t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)")
            if path.suffix == ".svg":
                self.assertGreater(len(heights), 0)
            self.assertGreaterEqual(min(heights, default=11), 10)

    def test_texts_stay_in_their_picture(self):
        outside = """[...document.querySelectorAll('svg text')].filter(t => {
            const inner = t.getBoundingClientRect();
            const outer = t.ownerSVGElement.getBoundingClientRect();
            return inner.left < outer.left || inner.right > outer.right ||
                   inner.top < outer.top || inner.bottom > outer.bottom;
        }).map(t => t.textContent)"""
        for path in self.pages():
            self.browser.open(path)
            self.assertEqual(self.browser.ask(outside), [])

    def test_title_names_the_model_and_its_peak(self):
        self.open("simulate", "html")
        self.assertRegex(self.browser.driver.title, r"^mbv2-w0\.35-r144-int8: peak \d")

    def tip(self, element):
        self.browser.hover(element)
        tip = self.browser.ask("document.getElementById('tip')")
        self.assertTrue(tip.is_displayed())
        return tip.text

    def assert_tells_step(self, words, step):
        self.assertIn(f"step {step['index']}: {step['operator']}", words)
        self.assertIn(f"{grouped(step['live_bytes'])} B", words)

    def test_hover_tells_a_steps_figures(self):
        self.open("simulate", "html")
        steps = self.report("simulate")["steps"]
        columns = self.browser.driver.find_elements("css selector", "rect.t-hit")
        self.assertEqual(len(columns), len(steps))
        for index in (0, len(steps) // 2, len(steps) - 1):
            self.assert_tells_step(self.tip(columns[index]), steps[index])
        self.browser.whole(pathlib.Path(SCREENSHOTS) / "simulate-hover.png")

    def test_hover_tells_the_steps_of_every_schedule(self):
        self.open("compare", "html")
        schedules = [run["totals"] for run in self.report("compare")["runs"]]
        for totals in schedules:
            words = f"step {totals['peak_step']}: "
            peaks = [tip for tip in self.browser.tips("rect.t-hit")
                     if tip.startswith(words) and f"live {grouped(totals['peak_bytes'])} B" in tip]
            self.assertEqual(len(peaks), 1)

    def test_hover_tells_the_recommended_schedule(self):
        self.open("search", "html")
        report = self.report("search")
        best = report["candidates"][report["recommended"]]
        words = self.tip(self.browser.driver.find_element("css selector", "circle.t-recommended"))
        self.assertIn(f"{best['name']}: ", words)
        self.assertIn(f"peak {grouped(best['totals']['peak_bytes'])} B", words)
        self.assertIn("within the budget", words)

    def test_hover_goes_away(self):
        self.open("simulate", "html")
        self.tip(self.browser.driver.find_element("css selector", "rect.t-hit"))
        self.browser.hover(self.browser.driver.find_element("tag name", "h1"))
        self.assertFalse(self.browser.ask("document.getElementById('tip')").is_displayed())

    def test_svg_alone_has_a_steps_figures_where_the_mouse_is(self):
        self.open("simulate", "svg")
        steps = self.report("simulate")["steps"]
        columns = self.browser.driver.find_elements("css selector", "rect.t-hit")
        self.assertEqual(len(columns), len(steps))
        under = """(b => document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)
                   .querySelector('title').textContent)(arguments[0].getBoundingClientRect())"""
        for step, column in zip(steps, columns):
            self.assert_tells_step(self.browser.ask(under, column), step)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
