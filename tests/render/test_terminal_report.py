"""What a report looks like, whole. After a change that is meant: look at it, then paste it here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from okrctl.render.terminal.cells import width
from okrctl.render.terminal.report import terminal_report
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleReport, ObjectiveLine

AT_120_COLUMNS = """\
Northwind · Q4 2026 · 21 Nov, day 52 of 92
63 %  ━━━━━━━━━━━━━━━━┃━━───────────  56 % expected  ✔ 2 on track  ◐ 1 behind  ✖ 1 at risk  ★ 1 achieved  · 1 no data

Needs attention
  ✖ win-finance/nps         27 points behind, confidence falling       ana  "Two large surveys still open"
  ◐ ship-mobile/beta-users  19 points behind, last update 16 days ago  bo
  · ship-mobile/launch      silent since the start                     cy   okrctl checkin ship-mobile/launch …
  ◐ kpis/churn              outside its limits                              okrctl show kpis/churn

Company                                                     now/target         progress      pace  conf.  history  owner
★ Every invoice leaves on time  committed                               100 %  ━━━━━━┃━━━━━   +44    9             dee
    ★ on-time     Invoices that leave on the agreed…      80→100/100 %  100 %  ━━━━━━┃━━━━━   +44    9    ▁▅▇██

Product
◐ Finance in the pocket: ship the mobile application…                    45 %  ━━━━━╾┃─────   −11    6             bo
    ✔ uptime      The service is there when it is ne…    99.95/≥99.9 %    met
    ◐ beta-users  People who use the beta eac…  stale    0→44,500/120k   37 %  ━━━━╾─┃─────   −19    6    ▁▂▄█
    · launch      Partner programme is live                   not done      –  ──────┃─────   −56                  cy +1

Growth
◐ Become the tool that finance teams recommend                           44 %  ━━━━━╾┃─────   −12  5.5 ↓           ana
    ✖ nps         Lift the promoter score of finance…  31→35/45 points   29 %  ━━━╾──┃─────   −27    5 ↓  ▁▅▆█
    ✔ referrals   Referrals each month                        10→13/15   60 %  ━━━━━━┃─────    +4    6 ↑  ▁█

KPIs
  ◐ Promoter score  near target    35 points  +2 on Oct       ▁▂▂▄▅█  ≥ 45
  ✔ Gross margin    on target    71.4 %       +0.6 pp on Sep  ▁▁█▁██  ≥ 70
  ✖ Churn           off target    2.9 %       +0.8 pp on Sep  ▁▁▁▁▁█  ≤ 2   signal: look into it

Committed 1 of 1 kept so far · aspirational 45 % on average · 1 stale · 1 without any update · confidence 5.8, was 6.1
"""

AT_80_COLUMNS = """\
Northwind · Q4 2026 · 21 Nov, day 52 of 92
63 %  ━━━━━━━━━━━━━━━━┃━━───────────  56 % expected
✔ 2 on track  ◐ 1 behind  ✖ 1 at risk  ★ 1 achieved  · 1 no data

Needs attention
  ✖ win-finance/nps         27 points behind, confidence falling  ana
    "Two large surveys still open"
  ◐ ship-mobile/beta-users  19 points behind, last update 16 days ago  bo
  · ship-mobile/launch      silent since the start  cy
    okrctl checkin ship-mobile/launch …
  ◐ kpis/churn              outside its limits  okrctl show kpis/churn

Company
★ Every invoice leaves on time  committed  dee   100 %  ━━━━━━┃━━━━━  +44    9
    ★ on-time     Invoices that leave on the agreed day
      80→100/100 %  ▁▅▇██                        100 %  ━━━━━━┃━━━━━  +44    9

Product
◐ Finance in the pocket: ship the mobile application to everybody  bo
                                                  45 %  ━━━━━╾┃─────  −11    6
    ✔ uptime      The service is there when it is needed
      99.95/≥99.9 %                                met
    ◐ beta-users  People who use the beta each week  stale
      0→44,500/120k  ▁▂▄█                         37 %  ━━━━╾─┃─────  −19    6
    · launch      Partner programme is live  cy +1
      not done                                       –  ──────┃─────  −56

Growth
◐ Become the tool that finance teams recommend  ana
                                                  44 %  ━━━━━╾┃─────  −12  5.5 ↓
    ✖ nps         Lift the promoter score of finance users
      31→35/45 points  ▁▅▆█                       29 %  ━━━╾──┃─────  −27    5 ↓
    ✔ referrals   Referrals each month
      10→13/15  ▁█                                60 %  ━━━━━━┃─────   +4    6 ↑

KPIs
  ◐ Promoter score    35 points  +2 on Oct       ▁▂▂▄▅█  ≥ 45
  ✔ Gross margin    71.4 %       +0.6 pp on Sep  ▁▁█▁██  ≥ 70
  ✖ Churn            2.9 %       +0.8 pp on Sep  ▁▁▁▁▁█  ≤ 2
    signal: look into it

Committed 1 of 1 kept so far · aspirational 45 % on average · 1 stale
1 without any update · confidence 5.8, was 6.1
"""

AT_60_COLUMNS_IN_ASCII = """\
Northwind - Q4 2026 - 21 Nov, day 52 of 92
63 %  ################|##...........  56 % expected
+ 2 on track  ~ 1 behind  ! 1 at risk  * 1 achieved
. 1 no data

Needs attention
  ! win-finance/nps
    27 points behind, confidence falling  ana
    "Two large surveys still open"
  ~ ship-mobile/beta-users
    19 points behind, last update 16 days ago  bo
  . ship-mobile/launch      silent since the start  cy
    okrctl checkin ship-mobile/launch ...
  ~ kpis/churn              outside its limits
    okrctl show kpis/churn

Company
* Every invoice leaves on time  committed  dee
                             100 %  ######|#####  +44    9
    * on-time     Invoices that leave on the agreed day
      80->100/100 %  _-===   100 %  ######|#####  +44    9

Product
~ Finance in the pocket: ship the mobile application...  bo
                              45 %  #####.|.....  -11    6
    + uptime      The service is there when it is needed
      99.95/>=99.9 %           met
    ~ beta-users  People who use the beta each week  stale
      0->44,500/120k  _..=    37 %  ####..|.....  -19    6
    . launch      Partner programme is live  cy +1
      not done                   -  ......|.....  -56

Growth
~ Become the tool that finance teams recommend  ana
                              44 %  #####.|.....  -12  5.5 v
    ! nps         Lift the promoter score of finance users
      31->35/45 points        29 %  ###...|.....  -27    5 v
    + referrals   Referrals each month
      10->13/15  _=           60 %  ######|.....   +4    6 ^

KPIs
  ~ Promoter score    35 points  +2 on Oct       >= 45
  + Gross margin    71.4 %       +0.6 pp on Sep  >= 70
  ! Churn            2.9 %       +0.8 pp on Sep  <= 2
    signal: look into it

Committed 1 of 1 kept so far - aspirational 45 % on average
1 stale - 1 without any update - confidence 5.8, was 6.1
"""

IN_A_PIPE = """\
Northwind · Q4 2026 · 21 Nov, day 52 of 92
63 %  ━━━━━━━━━━━━━━━━┃━━───────────  56 % expected  ✔ 2 on track  ◐ 1 behind  ✖ 1 at risk  ★ 1 achieved  · 1 no data

Needs attention
  ✖ win-finance/nps         27 points behind, confidence falling       ana  "Two large surveys still open"
  ◐ ship-mobile/beta-users  19 points behind, last update 16 days ago  bo
  · ship-mobile/launch      silent since the start                     cy   okrctl checkin ship-mobile/launch …
  ◐ kpis/churn              outside its limits                              okrctl show kpis/churn

Company                                                            status         now/target         progress      pace  conf.  history  owner
★ Every invoice leaves on time  committed                          achieved                   100 %  ━━━━━━┃━━━━━   +44    9             dee
    ★ on-time     Invoices that leave on the agreed day            achieved     80→100/100 %  100 %  ━━━━━━┃━━━━━   +44    9    ▁▅▇██

Product
◐ Finance in the pocket: ship the mobile application to everybody  behind                      45 %  ━━━━━╾┃─────   −11    6             bo
    ✔ uptime      The service is there when it is needed           on track    99.95/≥99.9 %    met
    ◐ beta-users  People who use the beta each week  stale         behind      0→44,500/120k   37 %  ━━━━╾─┃─────   −19    6    ▁▂▄█
    · launch      Partner programme is live                        no data          not done      –  ──────┃─────   −56                  cy, bo

Growth
◐ Become the tool that finance teams recommend                     behind                      44 %  ━━━━━╾┃─────   −12  5.5 ↓           ana
    ✖ nps         Lift the promoter score of finance users         at risk   31→35/45 points   29 %  ━━━╾──┃─────   −27    5 ↓  ▁▅▆█
    ✔ referrals   Referrals each month                             on track         10→13/15   60 %  ━━━━━━┃─────    +4    6 ↑  ▁█

KPIs
  ◐ Promoter score  near target    35 points  +2 on Oct       ▁▂▂▄▅█  ≥ 45
  ✔ Gross margin    on target    71.4 %       +0.6 pp on Sep  ▁▁█▁██  ≥ 70
  ✖ Churn           off target    2.9 %       +0.8 pp on Sep  ▁▁▁▁▁█  ≤ 2   signal: look into it

Committed 1 of 1 kept so far · aspirational 45 % on average · 1 stale · 1 without any update · confidence 5.8, was 6.1
"""

IN_A_PIPE_THAT_WAS_GIVEN_70_COLUMNS = """\
Northwind · Q4 2026 · 21 Nov, day 52 of 92
63 %  ━━━━━━━━━━━━━━━━┃━━───────────  56 % expected
✔ 2 on track  ◐ 1 behind  ✖ 1 at risk  ★ 1 achieved  · 1 no data

Needs attention
  ✖ win-finance/nps         27 points behind, confidence falling  ana
    "Two large surveys still open"
  ◐ ship-mobile/beta-users
    19 points behind, last update 16 days ago  bo
  · ship-mobile/launch      silent since the start  cy
    okrctl checkin ship-mobile/launch …
  ◐ kpis/churn              outside its limits  okrctl show kpis/churn

Company
★ Every invoice leaves on time  committed  dee
                                       100 %  ━━━━━━┃━━━━━  +44    9
    ★ on-time     Invoices that leave on the agreed day
      80→100/100 %  ▁▅▇██              100 %  ━━━━━━┃━━━━━  +44    9

Product
◐ Finance in the pocket: ship the mobile application to everybody  bo
                                        45 %  ━━━━━╾┃─────  −11    6
    ✔ uptime      The service is there when it is needed
      99.95/≥99.9 %                      met
    ◐ beta-users  People who use the beta each week  stale
      0→44,500/120k  ▁▂▄█               37 %  ━━━━╾─┃─────  −19    6
    · launch      Partner programme is live  cy +1
      not done                             –  ──────┃─────  −56

Growth
◐ Become the tool that finance teams recommend  ana
                                        44 %  ━━━━━╾┃─────  −12  5.5 ↓
    ✖ nps         Lift the promoter score of finance users
      31→35/45 points  ▁▅▆█             29 %  ━━━╾──┃─────  −27    5 ↓
    ✔ referrals   Referrals each month
      10→13/15  ▁█                      60 %  ━━━━━━┃─────   +4    6 ↑

KPIs
  ◐ Promoter score    35 points  +2 on Oct       ▁▂▂▄▅█  ≥ 45
  ✔ Gross margin    71.4 %       +0.6 pp on Sep  ▁▁█▁██  ≥ 70
  ✖ Churn            2.9 %       +0.8 pp on Sep  ▁▁▁▁▁█  ≤ 2
    signal: look into it

Committed 1 of 1 kept so far · aspirational 45 % on average · 1 stale
1 without any update · confidence 5.8, was 6.1
"""


@pytest.mark.parametrize(
    ("style", "page"),
    [
        (Style(width=120), AT_120_COLUMNS),
        (Style(width=80), AT_80_COLUMNS),
        (Style(width=60, unicode=False), AT_60_COLUMNS_IN_ASCII),
        (Style(width=None), IN_A_PIPE),
        (Style(width=70, cut=False), IN_A_PIPE_THAT_WAS_GIVEN_70_COLUMNS),
    ],
    ids=["120", "80", "60 in ASCII", "pipe", "pipe with COLUMNS"],
)
def test_a_report_as_a_whole(northwind: CycleReport, style: Style, page: str) -> None:
    assert terminal_report(northwind, style) == page


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 140])
def test_no_line_is_wider_than_the_window_but_commands(northwind: CycleReport, columns: int) -> None:
    lines = terminal_report(northwind, Style(width=columns)).splitlines()

    assert [line for line in lines if width(line) > columns and "okrctl " not in line] == []


def test_colour_repeats_what_signs_and_words_say(northwind: CycleReport) -> None:
    coloured = terminal_report(northwind, Style(width=80, color=True))

    assert re.sub(r"\x1b\[\d+m", "", coloured) == AT_80_COLUMNS
    assert "\x1b[31m✖\x1b[0m win-finance/nps" in coloured
    assert set(re.findall(r"\x1b\[(\d+)m", coloured)) == {"0", "1", "2", "31", "32", "33", "36"}


def test_nothing_of_ours_leaves_ascii_where_the_locale_knows_no_more(northwind: CycleReport) -> None:
    pages = [terminal_report(northwind, Style(width=columns, unicode=False)) for columns in (None, 140, 80, 40)]

    assert all(page.isascii() for page in pages)


def test_after_the_end_grades_stand_where_the_pace_stood(northwind: CycleReport) -> None:
    objectives = tuple(replace(objective, grade=Decimal("0.4"), band="amber") for objective in northwind.objectives)
    ended = replace(northwind, as_of=date(2027, 1, 10), objectives=objectives)

    page = terminal_report(ended, Style(width=None))

    assert "  grade  conf.  history  owner\n" in page
    assert "44 %  ━━━━━╾──────    0.4  5.5 ↓           ana\n" in page
    assert "Q4 2026 · 10 Jan 2027, ended 10 days ago\n63 %  ━━━━━━━━━━━━━━━━━━━───────────  ✔ 2 on track" in page
    assert "┃" not in page


def test_before_the_end_no_grade_is_shown(northwind: CycleReport, objective: Callable[..., ObjectiveLine]) -> None:
    graded = replace(northwind, objectives=(objective(grade=Decimal("0.4"), band="amber", title="Graded"),))

    assert "0.4" not in terminal_report(graded, Style(width=None))
