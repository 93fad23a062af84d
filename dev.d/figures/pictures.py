"""Plain bars of what benches found, as SVG. The same figures make the same bytes."""

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot, ticker  # noqa: E402  (only after the kind of output is chosen)

matplotlib.rcParams.update({
    "svg.hashsalt": "samtale",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
})

HELD, NOT_HELD = "#2f7d5b", "#c0492f"
OURS, OTHERS = "#2c5d8f", "#a9b7c4"
BAR_INCHES, FRAME_INCHES, WIDTH_INCHES = 0.28, 0.9, 8


def save(figure, file):
    figure.savefig(file, format="svg", bbox_inches="tight", facecolor="white", metadata={"Date": None})
    pyplot.close(figure)


def used_of_limit(outcome):
    """1: just at the limit; less is better. None: not measured, or a limit of nothing."""
    figure = outcome["ratio"] if outcome["against"] else outcome["ours"]
    if figure is None:
        return None
    if outcome["at_most"] is not None:
        return figure / outcome["at_most"] if outcome["at_most"] else None
    return outcome["at_least"] / figure if figure else None


def draw_goals(goals, outcomes, file):
    """False: there is nothing to draw."""
    bars = []
    for goal in goals:
        outcome = outcomes.get(goal["id"], (None, None))[1]
        used = used_of_limit(outcome) if outcome else None
        if used is not None:
            bars.append((goal["id"], used))
    if not bars:
        return False
    figure, axes = pyplot.subplots(figsize=(WIDTH_INCHES, FRAME_INCHES + BAR_INCHES * len(bars)))
    names = [name for name, _ in bars]
    shares = [share for _, share in bars]
    drawn = axes.barh(names, shares, color=[HELD if share <= 1 else NOT_HELD for share in shares])
    axes.bar_label(drawn, labels=[f"{share:.2f}" for share in shares], padding=3)
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(ticker.FormatStrFormatter("%g"))
    axes.set_xlim(min(0.1, min(shares) / 1.5), max(2.0, max(shares) * 2))
    axes.invert_yaxis()
    axes.set_xlabel("how much of its limit is used; left of the line it is held")
    save(figure, file)
    return True


def ratio_bars(run):
    """By circumstance: (measure, subject, how many times the floor's)."""
    floors = {(each["circumstance"], each["measure"]): each["median"]
              for each in run["figures"] if each["subject"] == run["base"]}
    pictured = run.get("pictured")
    by_circumstance = {}
    for each in run["figures"]:
        if pictured and [each["circumstance"], each["measure"]] not in pictured:
            continue
        floor = floors.get((each["circumstance"], each["measure"]))
        if floor and each["subject"] != run["base"]:
            bars = by_circumstance.setdefault(each["circumstance"], [])
            bars.append((each["measure"], each["subject"], each["median"] / floor))
    return by_circumstance


def draw_ratios(run, file):
    """False: nothing in it has a floor."""
    by_circumstance = ratio_bars(run)
    if not by_circumstance:
        return False
    counts = [len(bars) for bars in by_circumstance.values()]
    figure, all_axes = pyplot.subplots(
        len(counts), 1, squeeze=False, figsize=(WIDTH_INCHES, sum(FRAME_INCHES + BAR_INCHES * count for count in counts)),
        gridspec_kw={"height_ratios": [count + 1 for count in counts]}, constrained_layout=True)
    for axes, (circumstance, bars) in zip(all_axes[:, 0], by_circumstance.items()):
        ordered = sorted(bars, key=lambda bar: [each[0] for each in bars].index(bar[0]))
        alone = len({subject for _, subject, _ in ordered}) == 1
        names = [measure if alone else f"{measure}: {subject}" for measure, subject, _ in ordered]
        ratios = [ratio for _, _, ratio in ordered]
        ours = [subject.lower() == "samtale" for _, subject, _ in ordered]
        drawn = axes.barh(names, ratios, color=[OURS if own else OTHERS for own in ours])
        axes.bar_label(drawn, labels=[f"{ratio:.2f} ×" for ratio in ratios], padding=3)
        axes.axvline(1, color="black", linewidth=1)
        axes.set_xlim(0, max(1.0, *ratios) * 1.15)
        axes.invert_yaxis()
        axes.set_title(circumstance, loc="left", fontsize=9, fontweight="bold")
    all_axes[-1, 0].set_xlabel("times the floor" + (f" ({run['base']})" if run["base"] != "floor" else ""))
    save(figure, file)
    return True
