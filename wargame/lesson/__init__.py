"""Floor 13: a class: its pages, its reports, its tables in browsers.

`document` is a page as plain data, which `html` and `markdown` write; `chart` draws lines. `report`
tells a played game as its reader may know it (`accounts`), `tables` many games of one deal, `pages`
what a teacher hands out (`plan`), `folder` puts all of it on the disk. Sentences are methods of the
Protocols in `words`; the modules that end so say them in English, `languages` finds them.
"""
