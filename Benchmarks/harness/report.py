"""Results as Markdown."""


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def markdown(results):
    about = results["about"]
    rows = results["rows"]
    found = [
        f"# Benchmark of {about['date']}",
        f"`{about['command']}` at commit {about['commit']}. {about['cpu']}, {about['cores']} cores, {about['kernel']}; "
        f"{about['nginx']}, {about['haproxy']}, {about['envoy']}, {about['wrk']}; load average before it {about['load']}.",
        "One worker each, on a core of its own; origin and load share another. Routing, access log and counters are on "
        f"for all. Medians over {about['rounds']} rounds of {about['seconds']} s, subjects taking turns; ratios are medians "
        "of the ratios within a round, so what else the machine did meanwhile touches all alike.",
    ]
    goals = [goal for row in rows for goal in row["goals"]]
    if goals:
        found += ["## In short", table(["work", "to reach", "measured"], goals)]
    for row in rows:
        found.append(f"## {row['title']}")
        if row["lines"]:
            found.append(table(row["columns"], row["lines"]))
        if "note" in row:
            found.append(row["note"])
    return "\n\n".join(found) + "\n"
