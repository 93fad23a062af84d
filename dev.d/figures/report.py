"""report.py FOLDER PAGE PICTURES GOALS: writes what the runs in FOLDER found into PAGE, between its two marker comments,
and pictures of it into the folder PICTURES. GOALS is tests/bench/figures/goals.json."""

import json
import os
import sys

from pictures import draw_goals, draw_ratios
from runs import end_with, limit_of, measured_on, number, runs_in, with_unit

BEGIN = "<!-- What follows is written by ./dev bench report, up to the next such comment. -->"
END = "<!-- What ./dev bench report writes ends here. -->"


def found_of(outcome):
    """A goal's outcome in words."""
    if outcome["verdict"] == "not measured":
        return outcome["remark"] or "–"
    words = with_unit(outcome["ours"], outcome["unit"])
    if outcome["against"]:
        words = f"**{number(outcome['ratio'])} ×**: {words}, {outcome['against']} {with_unit(outcome['floor'], outcome['unit'])}"
    else:
        words = f"**{words}**"
    return words + (f" ({outcome['remark']})" if outcome["remark"] else "")


def outcomes_of(runs):
    return {outcome["id"]: (bench, outcome) for bench, run in runs.items() for outcome in run["goals"]}


def goals_table(goals, runs):
    outcomes = outcomes_of(runs)
    lines = ["| # | Goal | Limit | Found | | Bench |", "|---|---|---|---|---|---|"]
    for goal in goals:
        bench, outcome = outcomes.get(goal["id"], ("", None))
        verdict = outcome["verdict"].lower() if outcome else "not measured"
        found = found_of(outcome) if outcome else ""
        lines.append(f"| {goal['id']} | {goal['what']} | {limit_of(goal)} | {found} | {verdict} | {bench} |")
    return lines


def conditions_of(run):
    machine = run["machine"]
    settings = ", ".join(f"{name} {value}" for name, value in run["settings"].items())
    noise = " **Others kept the machine busy meanwhile: these figures say little.**" if machine["noisy"] else ""
    return (f"{measured_on(run)}; load {machine['load_before']:.1f} before and {machine['load_after']:.1f} after, others took "
            f"{machine['others_cores']:.2f} cores; {run['build']} build of {run['commit']}, {run['at']}. {settings}.{noise}")


def unique(values):
    return list(dict.fromkeys(values))


def figures_tables(run):
    """A table for each circumstance: medians, and how many times the floor's."""
    for circumstance in unique(figure["circumstance"] for figure in run["figures"]):
        figures = [figure for figure in run["figures"] if figure["circumstance"] == circumstance]
        cells = {(figure["subject"], figure["measure"]): figure for figure in figures}
        measures = unique(figure["measure"] for figure in figures)
        yield ""
        yield f"| {circumstance} | " + " | ".join(measures) + " |"
        yield "|---|" + "---|" * len(measures)
        for subject in unique(figure["subject"] for figure in figures):
            yield f"| {subject} | " + " | ".join(cell_of(cells, subject, measure, run["base"]) for measure in measures) + " |"


def cell_of(cells, subject, measure, base):
    figure, floor = cells.get((subject, measure)), cells.get((base, measure))
    if figure is None:
        return ""
    words = with_unit(figure["median"], figure["unit"])
    if floor is None or subject == base or not floor["median"]:
        return words
    return f"{figure['median'] / floor['median']:.2f} × ({words})"


def section(goals, runs, page_folder, picture_folder):
    def picture(name, words):
        path = os.path.relpath(os.path.join(picture_folder, name), page_folder)
        return ["", f"![{words}]({path})"]

    lines = [BEGIN, "", "## What was found", "", *goals_table(goals, runs)]
    if draw_goals(goals, outcomes_of(runs), os.path.join(picture_folder, "goals.svg")):
        lines += picture("goals.svg", "How much of each limit is used")
    for bench, run in sorted(runs.items()):
        lines += ["", f"### ./dev bench {bench}", "", conditions_of(run)]
        if draw_ratios(run, os.path.join(picture_folder, f"{bench}.svg")):
            lines += picture(f"{bench}.svg", f"How many times the floor: {bench}")
        lines += [*figures_tables(run)]
        lines += [line for remark in run["remarks"] for line in ("", remark)]
    return "\n".join([*lines, "", END])


def main(folder, page, picture_folder, goals_file):
    runs = runs_in(folder)
    if not runs:
        end_with(f"there are no figures in {folder}: run a bench first")
    with open(goals_file, encoding="utf-8") as file:
        goals = json.load(file)
    with open(page, encoding="utf-8") as file:
        text = file.read()
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        end_with(f"{page} has no place for figures: the two marker comments are missing")
    os.makedirs(picture_folder, exist_ok=True)
    with open(page, "w", encoding="utf-8") as file:
        file.write(before + section(goals, runs, os.path.dirname(page), picture_folder) + after)
    print(f"{page}: {', '.join(sorted(runs))}")


main(*sys.argv[1:])
