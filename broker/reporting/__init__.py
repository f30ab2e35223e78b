"""Reports as people and programs read them: tables, CSV, workbook, JSON, the wait log, the sheet of a day's end.

The only place in broker that knows rich and xlsxwriter. Each is imported when its format is asked for.
"""

from broker.reporting.command import add_report_arguments, run_report
from broker.reporting.render import render, render_day
from broker.reporting.wait_log import wait_log_csv

__all__ = ["add_report_arguments", "render", "render_day", "run_report", "wait_log_csv"]
