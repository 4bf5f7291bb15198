"""okrctl: OKRs and KPIs as YAML files in git.

The rooms, each free to import those to its right and none to its left (import-linter holds it):

    __main__ -> cli -> commands -> render -> { lint | report | sources | storage } -> core

* core      the immutable types and every number: what a goal is, how it is scored. No file, terminal or YAML.
            In it: scoring, kpis, changes (what okrctl may do), checks (what files say that cannot be), incoming (what
            an import brings, and the plan of what becomes of it)
* report    a workspace and a day -> one frozen value with every figure of a report.
            In it: explain, tree, history (log, diff), retro, export, glossary (words that `explain` knows)
* lint      the rules about goals that could be better
* storage   files -> Workspace, and a change -> the few characters of a file. The only room that knows YAML and git.
            In it: reading, writing, history (git); beside them what lies in the user's own folders: kept answers, trust
* sources   what others have: where KPI numbers come from (measured), and the files that `import` takes (importing)
* render    a report value -> what people and programs read: terminal, html, markdown, json, csv, xlsx, findings
            In it, beside the formats: pages (the words that web pages, Markdown and workbooks share)
* commands  one file per command: load, compute, show
* cli       the Typer app; reads the clock, turns errors into a line and an exit code

The law: load(save(files, change)) == apply(load(files), change). It is a property test, and it also runs before any
file is replaced.

Start reading at `core/model.py`, then `report/values.py`, then `commands/checkin.py`.
"""

__version__ = "0.1.0"
