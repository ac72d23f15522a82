import csv


def export(rows, path):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow(row)
