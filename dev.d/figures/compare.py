"""compare.py OLD.json FOLDER: an earlier run beside the newest one of the same bench in FOLDER."""

import sys

from runs import NotARun, end_with, limit_of, measured_on, number, read_run, runs_in, with_unit


def warn_of_differences(old, new):
    same = True
    if measured_on(old) != measured_on(new):
        same = False
        print(f"NOT THE SAME MACHINE: {measured_on(old)} before, {measured_on(new)} now")
    for name in sorted(old["settings"].keys() | new["settings"].keys()):
        before, now = old["settings"].get(name, "–"), new["settings"].get(name, "–")
        if before != now:
            same = False
            print(f"NOT THE SAME SETTINGS: {name}: {before} before, {now} now")
    if old["build"] != new["build"]:
        same = False
        print(f"NOT THE SAME BUILD: {old['build']} before, {new['build']} now")
    for when, run in (("before", old), ("now", new)):
        if run["machine"]["noisy"]:
            print(f"OTHERS KEPT THE MACHINE BUSY {when}: {run['machine']['others_cores']:.2f} cores")
    if not same:
        print("so the figures say little about the code")


def rows_of_figures(old, new):
    key = lambda figure: (figure["circumstance"], figure["subject"], figure["measure"])
    before = {key(figure): figure for figure in old["figures"]}
    now = {key(figure): figure for figure in new["figures"]}
    for each in list(now) + [each for each in before if each not in now]:
        a, b = before.get(each), now.get(each)
        unit = (b or a)["unit"]
        ratio = f"{b['median'] / a['median']:.2f} ×" if a and b and a["median"] else ""
        yield (", ".join(each), with_unit(a and a["median"], unit), with_unit(b and b["median"], unit), ratio)


def rows_of_goals(old, new):
    before = {goal["id"]: goal for goal in old["goals"]}
    for goal in new["goals"]:
        was = before.get(goal["id"])
        figure = lambda each: each and (each["ratio"] if each["against"] else each["ours"])
        unit = "×" if goal["against"] else goal["unit"]
        a, b = figure(was), figure(goal)
        ratio = f"{b / a:.2f} ×" if a and b is not None else ""
        verdicts = f"{was['verdict']} → {goal['verdict']}" if was and was["verdict"] != goal["verdict"] else goal["verdict"]
        yield (f"{goal['id']} ({limit_of(goal)})", with_unit(a, unit), with_unit(b, unit), ratio, verdicts)


def print_table(heading, rows):
    rows = [heading, *rows]
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    for row in rows:
        cells = [cell.ljust(widths[i]) if i in (0, 4) else cell.rjust(widths[i]) for i, cell in enumerate(row)]
        print("  ".join(cells).rstrip())
    print()


def main(old_file, folder):
    try:
        old = read_run(old_file)
    except NotARun as error:
        end_with(error)
    new = runs_in(folder).get(old["bench"])
    if new is None:
        end_with(f"there is no newer run of ./dev bench {old['bench']}")
    print(f"{old['bench']}: {old['at']} ({old['commit']}, load {number(old['machine']['load_before'])}) beside "
          f"{new['at']} ({new['commit']}, load {number(new['machine']['load_before'])})")
    warn_of_differences(old, new)
    print()
    print_table(("goal", "before", "now", "now : before", ""), rows_of_goals(old, new))
    print_table(("figure", "before", "now", "now : before"), rows_of_figures(old, new))


main(*sys.argv[1:])
