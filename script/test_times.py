"""How many tests ran in each build folder, and the slowest of all: script/test_times.py FOLDER...

Reads what GoogleTest left in FOLDER/test_times, a JSON file for each process.
"""

import json
import pathlib
import sys

SHOWN = 20


def tests_of(folder):
    """(seconds, name) of each test that ran."""
    for file in sorted(pathlib.Path(folder, "test_times").glob("*.json")):
        house = file.stem.split(".")[0]
        for suite in json.loads(file.read_text())["testsuites"]:
            for test in suite["testsuite"]:
                if test["result"] == "COMPLETED":
                    yield float(test["time"].rstrip("s")), f"{house}: {suite['name']}.{test['name']}"


def main(folders):
    every = []
    for folder in folders:
        tests = list(tests_of(folder))
        name = pathlib.Path(folder).name
        print(f"{name}: {len(tests)} GoogleTest tests, {sum(t[0] for t in tests):.0f} s summed")
        every += [(seconds, name, test) for seconds, test in tests]
    print(f"\nThe {SHOWN} slowest tests")
    for seconds, name, test in sorted(every, reverse=True)[:SHOWN]:
        print(f"{seconds:8.1f} s  {name}, {test}")


if __name__ == "__main__":
    main(sys.argv[1:])
