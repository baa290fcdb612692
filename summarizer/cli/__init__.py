"""The command line: it parses, shows progress, prints and exits; the work is done in the rooms below."""

from summarizer.cli.app import build_app, main

__all__ = ["build_app", "main"]
