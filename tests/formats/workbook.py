"""Prints what a workbook holds, as openpyxl reads it: workbook.py FILE."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
for sheet in book.worksheets:
    print(f"sheet {sheet.title}: {sheet.max_row - 1} rows, frozen at {sheet.freeze_panes}")
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    print("  widths:", "as wide as their header or wider"
          if all(width >= len(str(cell.value)) for width, cell in zip(widths, sheet[1])) else widths)
    if sheet.title == "fields":
        continue
    for cell in sheet[1]:
        below = next((row[0] for row in sheet.iter_rows(min_row=2, min_col=cell.column, max_col=cell.column)
                      if row[0].value is not None), None)
        if below is None:
            print(f"  {cell.value}: nothing")
        else:
            quoted = " quoted" if below.quotePrefix else ""
            print(f"  {cell.value}: {below.data_type} {below.number_format}{quoted} {below.value!r}")
formulas = sum(cell.data_type == "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
print("formulas:", formulas)
