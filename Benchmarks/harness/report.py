"""Results as Markdown."""


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def markdown(results):
    about = results["about"]
    parts = [
        f"# Benchmark of {about['date']}",
        f"`{about['command']}` at commit {about['commit']}. {about['cpu']}, {about['cores']} cores, {about['kernel']}; "
        f"{about['nginx']}, {about['haproxy']}, {about['wrk']}; load average before it {about.get('load', 'unknown')}. One worker each, on a core of its own; origin and load "
        "share another. Routing, access log and counters are on for all. Medians over "
        f"{about['rounds']} rounds of {about['seconds']} s, subjects taking turns; ratios are medians of the ratios within a round.",
    ]
    if "compare" in results:
        parts.append("## Beside nginx and HAProxy (small GET)")
        parts.append(table(
            ["connections", "subject", "CPU per request, us", "of HAProxy's", "requests/s", "p50, us", "p99, us"],
            [[str(row["connections"]), row["subject"], f"{row['cpu']:.1f}", f"{row['cpu_ratio']:.2f}",
              f"{row['rate']:,.0f}", f"{row['p50']:.0f}", f"{row['p99']:.0f}"] for row in results["compare"]["summary"]]))
        memory = results["compare"]["resident"]
        parts.append("Resident after it, MiB: " + ", ".join(f"{name} {size / 2**20:.0f}" for name, size in memory.items()) + ".")
    if "shadow" in results:
        parts.append("## Shadowing every request, comparing every pair (64 connections)")
        parts.append(table(
            ["load", "shadow", "CPU per request, us", "of off", "requests/s", "primary p50, us", "primary p99, us"],
            [[row["load"], row["shadow"], f"{row['cpu']:.1f}", f"{row['cpu_ratio']:.2f}", f"{row['rate']:,.0f}",
              f"{row['p50']:.0f}", f"{row['p99']:.0f}"] for row in results["shadow"]["summary"]]))
        parts.append("Load: as fast as answers come (full), or a third of that by pauses (third). Silent: the service "
                     "answers its health path and nothing else.")
    if "micro" in results:
        parts.append("## Parts")
        parts.append(table(["what", "ns"], [[row["name"], f"{row['nanoseconds']:.0f}"] for row in results["micro"]]))
    return "\n\n".join(parts) + "\n"
