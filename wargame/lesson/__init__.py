"""Floor 13: what a class reads: the after-action report of a game.

`document` is a page as plain data, which `html` and `markdown` write; `chart` draws lines.
`report` fills the page of a played game from what its reader may know; its sentences stand in
`report_words`.
"""
