"""Runs of benches as tests/bench/figures/report.h writes them: read, and put into words."""

import json
import os
import sys


class NotARun(Exception):
    pass


def read_run(path):
    try:
        with open(path, encoding="utf-8") as file:
            run = json.load(file)
    except (OSError, ValueError) as error:
        raise NotARun(f"{path} cannot be read: {error}") from error
    if not isinstance(run, dict) or not {"bench", "figures", "goals", "machine", "settings"} <= run.keys():
        raise NotARun(f"{path} holds no figures of this kind")
    return run


def runs_in(folder):
    """The newest run of each bench, by its name; files of other kinds are passed over."""
    newest = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".json") or name.endswith(".before.json"):
            continue
        try:
            run = read_run(os.path.join(folder, name))
        except NotARun:
            continue
        other = newest.get(run["bench"])
        if other is None or other["at"] < run["at"]:
            newest[run["bench"]] = run
    return newest


def number(value):
    """About three digits, thousands divided."""
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{0 if value == 0 or size >= 100 else 1 if size >= 10 else 2}f}"


def with_unit(value, unit):
    return "–" if value is None else f"{number(value)} {unit}".strip()


def limit_of(goal):
    unit = "×" if goal.get("against") else goal["unit"]
    if goal.get("at_most") is not None:
        return f"≤ {number(goal['at_most'])} {unit}"
    return f"≥ {number(goal['at_least'])} {unit}"


def measured_on(run):
    machine = run["machine"]
    return f"{machine['processor']}, {machine['cores']} cores, Linux {machine['kernel']}"


def end_with(error):
    print(f"!! {error}", file=sys.stderr)
    sys.exit(1)
