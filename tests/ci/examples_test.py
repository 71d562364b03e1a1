"""Runs examples/ci as far as can be without the services: examples_test.py SOURCE BINARIES.

The YAML is parsed, its shell lines are checked by sh -n, and those that call tessera are executed in
a git repository with a model and a budget: once it fits, once it does not. The hook decides over
real commits.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

SOURCE, BINARIES = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
EXAMPLES = SOURCE / "examples" / "ci"


def shell(command, folder, **more):
    environment = dict(os.environ, PATH=f"{BINARIES}:{os.environ['PATH']}",
                       GIT_CONFIG_GLOBAL="/dev/null", **more)
    return subprocess.run(["sh", "-ec", command], cwd=folder, env=environment, text=True,
                          capture_output=True, timeout=60)


def parsed(path):
    return yaml.safe_load(path.read_text())


def github_lines(path):
    return [step["run"] for job in parsed(path)["jobs"].values() for step in job["steps"]
            if "run" in step]


def gitlab_lines():
    job = parsed(EXAMPLES / "gitlab.yml")["memory"]
    return job["before_script"] + job["script"]


def has_check():
    return shell("tessera --help | grep -q '^  check '", SOURCE).returncode == 0


class Examples(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copy(SOURCE / "sample_models" / "resnet8-int8.onnx", self.folder / "model.onnx")
        identity = "git config user.name Test && git config user.email test@localhost"
        self.assertEqual(shell(f"git init -q && {identity}", self.folder).returncode, 0)

    def budget(self, sram):  # the peak is 48 KiB
        (self.folder / "tessera.toml").write_text(
            f'tessera_check = 1\n[[models]]\npath = "model.onnx"\nsram = "{sram}"\n')

    def test_every_shell_line_is_shell(self):
        own = github_lines(SOURCE / ".github" / "workflows" / "ci.yml")
        lines = github_lines(EXAMPLES / "github.yml") + gitlab_lines() + own
        self.assertIn(".ci/run", own)
        self.assertTrue(os.access(SOURCE / ".ci" / "run", os.X_OK))
        for line in lines:
            result = subprocess.run(["sh", "-n"], input=line, text=True, capture_output=True)
            self.assertEqual(result.stderr, "", line)

    def test_the_package_script_is_where_they_expect_it(self):
        for lines in (github_lines(EXAMPLES / "github.yml"), gitlab_lines()):
            self.assertTrue(any("script/package --bare" in line for line in lines))
        self.assertTrue(os.access(SOURCE / "script" / "package", os.X_OK))

    def test_the_hook_lets_commits_without_models_pass(self):
        shutil.copy(EXAMPLES / "pre-commit", self.folder / ".git" / "hooks" / "pre-commit")
        (self.folder / "notes").write_text("text")
        result = shell("git add notes && git commit -q -m notes", self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)

    @unittest.skipUnless(has_check(), "this tessera has no check yet")
    def test_pipelines_fail_for_findings_alone(self):
        lines = [line for line in github_lines(EXAMPLES / "github.yml") + gitlab_lines()
                 if line.startswith("tessera ")]
        self.assertEqual(len(lines), 2)
        for sram, code in (("48KiB", 0), ("47KiB", 1)):
            self.budget(sram)
            for line in lines:
                result = shell(line, self.folder)
                self.assertEqual(result.returncode, code, line + result.stderr)
        self.assertTrue((self.folder / "tessera.xml").exists())

    @unittest.skipUnless(has_check(), "this tessera has no check yet")
    def test_the_hook_stops_a_commit_over_budget(self):
        shutil.copy(EXAMPLES / "pre-commit", self.folder / ".git" / "hooks" / "pre-commit")
        for sram, code in (("47KiB", 1), ("48KiB", 0)):
            self.budget(sram)
            result = shell("git add . && git commit -q -m model", self.folder)
            self.assertEqual(result.returncode, code, result.stderr)

    @unittest.skipUnless(has_check(), "this tessera has no check yet")
    def test_the_hook_checks_what_is_committed_and_not_what_lies_beside_it(self):
        shutil.copy(EXAMPLES / "pre-commit", self.folder / ".git" / "hooks" / "pre-commit")
        for staged, beside, code in (("47KiB", "48KiB", 1), ("48KiB", "47KiB", 0)):
            self.budget(staged)
            self.assertEqual(shell("git add .", self.folder).returncode, 0)
            self.budget(beside)
            result = shell("git commit -q -m model", self.folder)
            self.assertEqual(result.returncode, code, result.stderr)
            self.assertIn(beside, (self.folder / "tessera.toml").read_text())

    @unittest.skipUnless(has_check(), "this tessera has no check yet")
    def test_the_pre_commit_tool_stops_a_commit_over_budget(self):
        shutil.copy(EXAMPLES / "pre-commit-config.yaml", self.folder / ".pre-commit-config.yaml")
        home = {"PRE_COMMIT_HOME": str(self.folder / ".git" / "pre-commit-home")}
        installed = shell("pre-commit validate-config && pre-commit install", self.folder, **home)
        self.assertEqual(installed.returncode, 0, installed.stdout + installed.stderr)
        for sram, code in (("47KiB", 1), ("48KiB", 0)):
            self.budget(sram)
            result = shell("git add . && git commit -q -m model", self.folder, **home)
            self.assertEqual(result.returncode, code, result.stderr)
            self.assertIn("budgets of models", result.stdout + result.stderr)
        (self.folder / "notes").write_text("text")
        result = shell("git add notes && git commit -q -m notes", self.folder, **home)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Skipped", result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
