"""Floor 13: the screen, in Textual.

`app` says which screen follows which. `table_model` and `scene` work out what a reader may see, as
plain data; the widgets draw that data, post messages and hold no rule. `keys` has every key,
`palette` every colour, `text` every way to show a text; `door` says which keys are handled,
`driver` how the terminal is read and left.
"""
