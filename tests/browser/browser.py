"""A headless Chromium without network for the tests of pages on disk."""
import base64
import json
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--hide-scrollbars"]


class Browser:
    """Opens files; `width` and `dark` hold until they are set again."""

    def __init__(self, chromium, chromedriver):
        self.profile = tempfile.TemporaryDirectory()
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for flag in FLAGS + [f"--user-data-dir={self.profile.name}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(chromedriver), options=options)

    def close(self):
        self.driver.quit()
        self.profile.cleanup()

    def size(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def dark(self, dark):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def open(self, path):
        self.driver.get(path.resolve().as_uri())

    def ask(self, expression, *arguments):
        return self.driver.execute_script("return " + expression, *arguments)

    def complaints(self):
        """What the console says of errors since it was last asked."""
        return [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def requested(self):
        """The addresses that were asked for since it was last asked."""
        events = [json.loads(entry["message"])["message"]
                  for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events
                if event["method"] == "Network.requestWillBeSent"]

    def hover(self, element):
        """Brings it into the window and moves the mouse to the middle of it."""
        self.ask("arguments[0].scrollIntoView({block: 'center'})", element)
        box = self.ask("(b => [b.x + b.width / 2, b.y + b.height / 2])"
                       "(arguments[0].getBoundingClientRect())", element)
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent",
                                    {"type": "mouseMoved", "x": box[0], "y": box[1]})

    def tips(self, selector):
        """What hovering would tell of each of these elements."""
        return self.ask("[...document.querySelectorAll(arguments[0])].map(e => e.dataset.tip)",
                        selector)

    def whole(self, path):
        """A picture of the whole page, however long."""
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot",
                                           {"captureBeyondViewport": True, "format": "png"})
        path.write_bytes(base64.b64decode(shot["data"]))
