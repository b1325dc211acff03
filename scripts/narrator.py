"""Tells the demo's story on the terminal and keeps count of what was checked."""

import subprocess
import sys
import textwrap
import time


class CheckFailed(Exception):
    """A step of the story did not come true."""


class Narrator:
    def __init__(self, steps):
        self.steps = steps
        self.step_number = 0
        self.checks = 0
        self.begin = time.monotonic()
        self.colour = sys.stdout.isatty()

    def paint(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self.colour else text

    def step(self, title, text=""):
        """Opens a step: its number, its title, and what it is about in a few sentences."""
        self.step_number += 1
        elapsed = time.monotonic() - self.begin
        print(f"\n{self.paint('1', f'[{self.step_number}/{self.steps}] {title}')}  ({elapsed:.0f} s)", flush=True)
        self.say(text)

    def say(self, text):
        for paragraph in filter(None, (part.strip() for part in textwrap.dedent(text).split("\n\n"))):
            print(textwrap.fill(" ".join(paragraph.split()), 100, initial_indent="  ", subsequent_indent="  "), flush=True)

    def check(self, condition, text, detail=""):
        """A fact that must hold: printed with a tick, or the end of the demo."""
        self.checks += 1
        if not condition:
            print(self.paint("31", f"  x {text}"), flush=True)
            raise CheckFailed(f"{text}{': ' if detail else ''}{detail}")
        print(f"  {self.paint('32', '+')} {text}", flush=True)

    def command(self, shown, arguments, expect=0, lines=14, environment=None):
        """Runs a command as the reader would type it, shows its output and checks its exit code; gives the output."""
        print(f"  $ {self.paint('36', shown)}", flush=True)
        result = subprocess.run(arguments, capture_output=True, text=True, timeout=60, env=environment)
        output = (result.stdout + result.stderr).rstrip().splitlines()
        for line in output[:lines]:
            print(textwrap.fill(line, 140, drop_whitespace=False, initial_indent="    ", subsequent_indent="        ") or "", flush=True)
        if len(output) > lines:
            print(f"    ... {len(output) - lines} more lines", flush=True)
        if expect is not None:
            self.check(result.returncode == expect, f"exit code {expect}", f"it was {result.returncode}")
        return result.stdout + result.stderr


def wait_until(what, condition, deadline=20.0, interval=0.1):
    """Polls until the condition gives something true, which is returned; a timeout is a failed check."""
    end = time.monotonic() + deadline
    while True:
        try:
            value = condition()
        except OSError:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise CheckFailed(f"not within {deadline:.0f} s: {what}")
        time.sleep(interval)
