"""Makes study files, points and a table of cases from an index of published observations.

Each module holds one subject and its rule; `cases` puts them together, `Validation/make_cases.py` is the command:

- words, schedules, labels: names and numbers, dosing schedules, and labels, as text;
- index, library, observations: the rows, the compounds and imported studies, and the points;
- exclusions, sites: what is left out, and where a sample was taken;
- doses, infusions, clocks: what was given, for how long, and on whose clock the points are;
- formulations, food, settings, bodies: what a study file says beside the doses;
- cases, yaml_text, study_files, tables: one case of one dataset, and the files written.

No compound is named here.
"""
