"""Reports: one self-contained page of HTML for people to read, that opens offline and needs no script."""

from leastfirst.exchange.report.fund_needs import fund_report_needs, with_usual_map
from leastfirst.exchange.report.fund_report import fund_report
from leastfirst.exchange.report.measure_report import measure_report
from leastfirst.exchange.report.needs import report_needs
from leastfirst.exchange.report.vote_report import vote_report

__all__ = ["fund_report", "fund_report_needs", "measure_report", "report_needs", "vote_report", "with_usual_map"]
