"""The help of the program and of each command, as the README holds it; run this file to print it for pasting."""

import typer.main
from typer.testing import CliRunner

from summarizer.cli import build_app

START, END = "<!-- help:start -->", "<!-- help:end -->"
WIDTH = 100
# The exit codes stand under each command's help; the README shows them once.
SHARED = "\n  Exit codes:"


def commands() -> list[str]:
    """The program's commands, in the order of its help."""
    return list(typer.main.get_group(build_app()).commands)


def help_of(*command: str) -> str:
    """What `summarizer COMMAND --help` prints in a terminal `WIDTH` columns wide."""
    told = CliRunner().invoke(build_app(), [*command, "--help"], prog_name="summarizer", terminal_width=WIDTH)
    assert told.exit_code == 0, told.output
    return "\n".join(line.rstrip() for line in told.stdout.splitlines())


def block() -> str:
    """The README's block, with the comments around it."""
    sessions = [f"```console\n$ summarizer --help\n{help_of()}\n```"]
    for command in commands():
        text = help_of(command).partition(SHARED)[0].rstrip()
        sessions.append(f"```console\n$ summarizer {command} --help\n{text}\n```")
    return "\n\n".join([START, *sessions, END])


if __name__ == "__main__":
    print(block())
