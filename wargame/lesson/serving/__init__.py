"""The tables of a class in browsers, by `textual-serve`.

`access` says who is let in, `server` serves each table to one window at a time, `chair_page` the
pages of the chair, `state` reads what the chair may see.
"""
