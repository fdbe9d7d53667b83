"""English: what is said of an id, in tables: keys, settings, fields, rows of a story.

Each table is read by one method of `English`.
"""

from __future__ import annotations

from typing import Final

KEYS: Final = {
    "stop": ("Stop", "Stop at once, wherever you are"),
    "actions": ("Actions", "All that can be done here, with its keys"),
    "help": ("Help", "The words under the cursor, the keys, all words of the rulebook"),
    "settings": ("Settings", "Colours, signs, what is shown by itself"),
    "quit": ("Quit", "Stop; every choice is saved already"),
    "give_up": ("Quit", "Stop; at the table pressed twice"),
    "back": ("Back", "Go back"),
    "field_before": ("Field before", "The field before this one"),
    "field_after": ("Next field", "Move"),
    "begin": ("Begin", "Deal the cards"),
    "lift": ("Lift", "Lift the curtain; nothing else has this key"),
    "down": ("Back", "Leave the curtain down"),
    "tab_after": ("Next", "The next question of the form"),
    "tab_before": ("Before", "The question before it"),
    "tab_last": ("Seal", "To the end of the form, where it is sealed"),
    "put": ("Add", "Put it on the list, or let it be due later"),
    "take_out": ("Take out", "Let it be due sooner, or take it off the list"),
    "undo": ("Undo", "Drop the last answer of the form, or take back a choice"),
    "hand": ("Hand", "Look at the hand of the seat that is asked, behind a curtain"),
    "hint": ("Hint", "What the search bot would try, from what may be read now"),
    "briefing": ("Briefing", "The briefing; in a private sitting the seat's own too"),
    "more": ("More", "Read on in the text beside the options"),
    "card": ("Card", "The card of the highlighted option: text, source, facts"),
    "reason": ("Reason", "Type why, for the choice to come; secret until the end"),
    "board": (
        "Board", "The whole table: every level, everything that stands, all that is at stake"
    ),
    "why": ("Why", "What moved each level, and when"),
    "log": ("Log", "What has happened, as far as it may be read now"),
    "refused": ("Not now", "What cannot be chosen now, and why"),
    "bell": (
        "Close",
        "Close the game, now or after this turn: it is scored as it stood after a whole turn",
    ),
    "chair": ("Chair", "The console of the chair of a lesson, behind its code"),
    "gallery": ("Cards", "All cards of the game, with their sources"),
    "rules": ("Rules", "The rulebook"),
    "go_on": ("Go on", "Go on, as any other key does"),
    "menu": ("Menu", "Back to the menu"),
    "again": ("Replay", "The game again, step by step, from its beginning"),
    "same_deal": ("Same deal", "A new game with the same cards and the same players"),
    "another": ("Another", "A new game: another scenario, other players"),
    "scroll_down": ("More", "Read on, with up and page keys too"),
    "row_before": ("Row before", "The row before this one"),
    "row_after": ("Next row", "Move; enter does what the row says"),
    "submit": ("Done", "Take what was typed"),
    "close": ("Close", "Go back to the table"),
    "find": ("Find", "Show only what holds a word"),
    "changes": ("Moves", "Only what moved a level, or everything"),
    "page_before": ("Page", "The page before this one"),
    "page_after": ("Page", "The page after this one, with left the one before"),
    "replay_help": ("Help", "The keys, and the verdict in full"),
    "step_on": ("Step", "One step on"),
    "step_back": ("Back", "One step back"),
    "turn_on": ("Turn", "The next turn"),
    "turn_back": ("Turn", "The beginning of this turn, or of the one before"),
    "to_start": ("Start", "The beginning of the game"),
    "to_end": ("End", "The end, or the last good ply"),
    "run": ("Play", "Play on by itself, or pause"),
    "jump": ("Jump", "Go to a ply, or with t and a number to a turn"),
    "faster": ("Faster", "Play faster"),
    "slower": ("Slower", "Play slower"),
    "viewpoint": ("View", "Through whose eyes: referee, each seat, the public"),
    "knows": ("Knows", "What the viewer knows by now, and since when"),
    "see_table": ("Table", "The whole table: every level and everything that stands"),
    "see_hand": ("Hands", "The cards that the viewer sees, whole"),
    "note": ("Note", "Write a note at this ply, in the file"),
    "branch": ("Branch", "Go on playing from here, with the same luck, in a new save"),
    "leave": ("Back", "Leave the replay"),
    "read_on": ("More", "Read on in the step"),
    "read_back": ("Less", "Read back in the step"),
}  # fmt: skip
"""The name of each key in the footer, and its sentence."""
MENU: Final = {
    "learn": "Learn in 20 minutes", "new": "New game", "replay": "Replay", "cards": "Cards",
    "rules": "Rules", "settings": "Settings", "help": "Help", "quit": "Quit",
}  # fmt: skip
FIELDS: Final = {
    "scenario": ("Scenario", "Left and right show the others; The First Week teaches the game."),
    "table": ("Game", "The basic game leaves out flags, guesses and the long-run tracks."),
    "name": ("", "The name that stands beside the seat; it may stay empty."),
    "hints": ("Hints", "With hints a seat may ask for advice, and the first game is guided."),
    "code": ("Code", "A code seals the save: without it nobody can go on, or look into it."),
    "again": ("", "The code once more, so that it holds no slip."),
    "seed": ("Seed", "A number names one deal, to be played again; without one it is secret."),
    "begin": ("Begin", "Deal the cards."),
    "leave": ("Back", "Back to the menu; nothing is begun."),
}
"""The name of each field of a new game, and what it is for."""
EMPTY_FIELDS: Final = {
    "name": "name, if you like", "code": "none; else it seals", "again": "the code again",
    "seed": "a sealed deal",
}  # fmt: skip
"""What an empty field says."""
VALUES: Final = {
    "table": "as the scenario says", "table.basic": "basic: fewer tracks", "table.full": "full",
    "hints.on": "on: a seat may ask", "hints.off": "off",
}  # fmt: skip
"""The values of the fields of a new game."""
HELP_PARTS: Final = {
    "here": "Words here", "how": "How it goes", "signs": "Cards in signs", "keys": "Keys",
    "words": "All words of the rulebook",
}  # fmt: skip
HOW_IT_GOES: Final = {
    "curtain": "The table lies open to all. A private question comes behind a curtain: pass the "
    "machine to the seat that is named; it lifts the curtain with {key}, pressed on purpose: "
    "after a moment in which no key is touched.",
    "form": "Questions between which nothing is shown are one form, a tab for each. Its answers "
    "can be changed until its last tab seals them; then every choice is saved. A question that "
    "stands alone is answered at once. What is grey cannot be chosen, for the reason that stands "
    "there.",
    "figures": "A figure after a level is its change since the asked seat’s last sitting; ! is an "
    "emergency that holds.",
}
LEARNING: Final = {
    1: "One person, and two bots at the other seats",
    3: "Three people who pass the machine round",
}
SETTINGS: Final = {
    "theme": ("Theme", "The colours of the screen."),
    "ascii": ("Plain signs", "Shapes, lines and quotation marks in ASCII alone, in lines too."),
    "beats": ("Public acts", "What is shown by itself when something has happened."),
    "confirm": (
        "Ask twice",
        "Whether an answer that only costs, or loses what cannot be had back, is asked for twice.",
    ),
    "hints": (
        "Hints",
        "Whether a new game is played with hints; each game can be set up otherwise.",
    ),
}
"""The name of each setting, and what it is for."""
SETTING_VALUES: Final = {
    "theme.dark": "light letters on a dark ground",
    "theme.light": "dark letters on a light ground",
    "theme.contrast": "high contrast: nothing is grey",
    "theme.ansi": "the terminal's own sixteen colours",
    "ascii.off": "shapes and lines",
    "ascii.on": "ASCII alone",
    "beats.all": "a panel for each act, any key goes on",
    "beats.brief": "one panel before a question, a line for each act",
    "beats.off": "no panel; the log has everything",
    "confirm.ask": "ask once more",
    "confirm.never": "take it at once",
    "hints.on": "a seat may ask for a hint",
    "hints.off": "no hints",
}
KNOWN = {
    "card": "Cards", "bid": "Bids", "demand": "Demands", "resolve": "Resolve of demands",
    "agenda": "True flags", "guess": "Guesses",
}  # fmt: skip
"""The heads of what a viewer knows, by its kind."""
REPLAY_COMMANDS = {
    "step": "the next and the last step",
    "turn": "a turn; the next, the last one",
    "ends": "the beginning and the end",
    "as": "referee, public or a seat",
    "table": "the table; the viewer's hand",
    "options": "what could be chosen here",
    "knows": "what the viewer knows by now",
    "log": "the last 5 lines of the log",
    "note": "write a note here, in the file",
    "play": "every step from here on",
    "branch": "a new save that goes on from here; with SEAT=WHO,… for other players",
    "help": "this help",
    "quit": "stop",
}
STEP_LINES = {
    "private": "Chosen: {who} answers in private.", "question": "Question: {who}: {text}",
    "choice": "Chosen: {who}: {text}", "reason": "Reason: {who}: {text}",
    "event": "Event: {text}", "moved": "Event: {text}", "note": "Note: {text}",
    "signed": "Note by {who}: {text}", "asked": "Asked: {who}: {text}",
    "over": "Asked: nobody; the game is over.", "ending": "Ending: {text}",
    "verdict": "Verdict: {who}: {text}",
}  # fmt: skip
STEP_ROWS = {
    "ending": "{text}", "verdict": "{who}: {text}", "private": "{who} answers in private.",
    "question": "{who}: {text}", "choice": "{text}", "reason": "Because: {text}",
    "moved": "{text}", "event": "{text}", "note": "Note: {text}", "signed": "Note ({who}): {text}",
    "asked": "Next: {who}: {text}", "option": "{text}",
}  # fmt: skip
STORY_LINES = {
    "ending": "Ending: {text}", "text": "  {text}", "because": "  {text}",
    "verdict": "Verdict: {who}: {text}", "best": "Best seat: {text}", "reason": "  {text}",
    "overreach": "  {who} {text}", "more": "  {who} {text}", "tie": "  {who} {text}",
    "parts": "Points: {who}: {text}", "sum": "  {text}", "flag": "Flag: {who}: {text}",
    "grade": "  {text}:", "met": "    met: {text}", "unmet": "    not met: {text}",
    "guess": "Guess: {who} {text}", "turning": "Turning point: {who}: {text}",
    "word": "Word: {who}: {text}", "note": "  {text}",
}  # fmt: skip
STORY_ROWS = {
    "best": "Best seat: {text}", "more": "{who} {text}", "tie": "{who} {text}",
    "overreach": "{who} {text}", "sum": "{who}: {text}", "flag": "{who}: {text}",
    "guess": "{who} {text}", "word": "{who}: {text}",
}  # fmt: skip
LINES: Final = {
    "event": "Event: {text}", "guide": "Guide: {text}", "board": "Board: {text}",
    "stakes": "Stakes: {text}", "deal": "Deal: {text}", "signs": "Signs: {text}",
    "log": "Log: {text}", "rules": "Rules: {text}", "setting": "Setting: {text}",
    "briefing": "Briefing: {text}", "hint": "Hint: {text}", "why": "Why: {text}",
    "option": "Option: {text}", "replay": "Replay: {text}", "same": "The same deal: {text}",
    "another": "Another: {text}", "refused": "Not now: {text}", "undone": "No undo: {text}.",
    "unhinted": "No hint: {text}.", "undid": "Not done: {text}.",
}  # fmt: skip
"""What stands about a line, by what the line tells."""
LINE_HELP: Final = """Answer with a number or a name. Also:
  hand     your hand in signs, and dossier  board    the table
  show a   the card with that letter whole  signs    what the signs of cards mean
  hand SEAT  on the open table, behind a curtain, the hand of tokyo, say
  log 5    the last 5 lines of the log      why 3    what stands behind option 3
  undo     take back your last choice       ?        this help, and what cannot be chosen
  ? WORD   what a word means                words    the words that can be asked for
  rules    the headings of the rulebook     rules 4  a section of it, by number or by a word
  form     all questions of this sitting or deal at once
  1 a, bid 3, offer d, seal   the form in one line: field and answer, or an answer alone
  to tokyo, give 2 capital, get 1 interest, send   a deal in one line; due 2 after a pledge
  brief    the briefing, in a sitting your own too
  hint     what the search bot would look at, from what may be read now
  because TEXT   your reason for the choice to come, for nobody else until the end
  settings what is set for this machine; settings KEY VALUE sets it
  close    close the game, now or after this turn: it is scored after a whole turn
  clock    the time that is left, where the table has a clock
  chair    what the chair of a lesson can do, behind its code
  save     where the game is saved          quit     stop; the game goes on with `wargame resume`"""
CHAIR_KINDS: Final = {
    "news": "News to all", "words": "Words to a seat or to all", "condition": "Turn up a condition",
    "track": "Correct a level", "seat": "A bot takes or gives back a seat",
    "undo": "Take the table back", "close": "Close the game", "pause": "Pause the table",
    "go-on": "Let it go on", "time": "More time on the clock",
}  # fmt: skip
"""What the chair can do."""
CHAIR_FIELDS: Final = {
    "title": "Headline", "text": "Words", "track.text": "Why", "seat": "Seat", "words.seat": "To",
    "card": "Condition", "level": "Level", "track.to": "It stands at", "undo.to": "Back to",
    "player": "Played by (adaptive or another bot, human, human:NAME)", "minutes": "Minutes",
}  # fmt: skip
"""What is filled in for it."""
