"""Curves of a training's log: a small panel for each figure over the steps, as SVG."""
import csv
import math

WIDTH, HEIGHT, COLUMNS, MARGIN = 240, 150, 4, 26


def panel(name, steps, values, place):
    """One figure's curve with its least, greatest and last value."""
    x, y = (index * size for index, size in zip(place, (WIDTH, HEIGHT)))
    low, high = min(values), max(values)
    across = lambda step: x + MARGIN / 2 + (WIDTH - MARGIN) * (step - steps[0]) / max(1, steps[-1] - steps[0])
    up = lambda value: y + HEIGHT - MARGIN - (HEIGHT - 2.5 * MARGIN) * (value - low) / max(high - low, 1e-9)
    line = ' '.join(f'{across(step):.1f},{up(value):.1f}' for step, value in zip(steps, values))
    words = f'<text x="{x + MARGIN / 2}" y="{y + 16}" font-weight="bold">{name}</text>'
    words += f'<text x="{x + MARGIN / 2}" y="{y + 30}">{low:.4g} to {high:.4g}, last {values[-1]:.4g}</text>'
    words += f'<text x="{x + MARGIN / 2}" y="{y + HEIGHT - 8}">step {steps[0]:g} to {steps[-1]:g}</text>'
    return f'{words}<polyline points="{line}" fill="none" stroke="#2563eb" stroke-width="1.5"/>'


def write_curves(log, path):
    """Draws `log`, a CSV file of one line a validation."""
    with log.open(newline='') as file:
        rows = list(csv.DictReader(file))
    columns = {name: [float(row[name]) for row in rows] for name in rows[0]}
    steps = columns.pop('step')
    drawn = [(name, values) for name, values in columns.items() if all(map(math.isfinite, values))]
    panels = [panel(name, steps, values, (i % COLUMNS, i // COLUMNS)) for i, (name, values) in enumerate(drawn)]
    size = f'{COLUMNS * WIDTH} {math.ceil(len(drawn) / COLUMNS) * HEIGHT}'
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif" font-size="11">{"".join(panels)}</svg>\n')
