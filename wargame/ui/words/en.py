"""English: what the faces say of themselves, in the order of the Protocol."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.words import en_tables as tables
from wargame.ui.words.face import FaceWords


class English(FaceWords):
    """English words for the faces."""

    language = "en"

    # -- a game is kept, and goes on ----------------------------------------------------------

    def game_saved(self, how: str) -> str:
        return f"The game is saved. Go on with: {how}"

    def screen_failed(self, report: str) -> str:
        where = f" A report without secrets is in {report}." if report else ""
        return f"The screen has failed.{where}"

    def stopped(self) -> str:
        return "Stopped. Every choice made is saved."

    def this_game(self, file: str) -> str:
        return f"This game is {file}."

    def deal_branched(self) -> str:
        return "Open deal: this game branched from one whose cards can be known."

    def deal_typed(self, coded: bool) -> str:
        known = "who knows its seed can know every card"
        return f"Open deal: {known}{', with or without the code' if coded else ''}."

    def deal_sealed(self, digest: str, shared: bool) -> str:
        when = "when all tables that play it are done" if shared else "at the end"
        return f"Sealed deal, digest {digest}; it is opened {when}."

    def deal_opened(self, seed: int, digest: str) -> str:
        return f"The deal opened: seed {seed}, digest {digest}."

    def deal_kept_back(self, digest: str) -> str:
        return f"The deal, digest {digest}, stays sealed: other tables may still play it."

    def save_sealed(self, variable: str) -> str:
        return f"The save is sealed with {f'the code in {variable}' if variable else 'a code'}."

    def told_before(self, turn: int) -> str:
        return f"What it was told before turn 1; it is turn {turn} now."

    def unfinished(self, turn: int, seat: str, scenario: str, players: str) -> str:
        return f"turn {turn}, {seat} next; {scenario} ({players})"

    def unfinished_coded(self, scenario: str, players: str) -> str:
        return f"a game sealed with a code; {scenario} ({players})"

    def file_over(self, file: str, how: str) -> str:
        return f"{file} is over; {how} closes it."

    def file_stuck(self, file: str, why: str, how: str) -> str:
        return f"{file} cannot go on here: {why}. Replay shows it, {how} says more."

    def file_refused(self, why: str) -> str:
        return f"{why.rstrip('.')}."

    def files_stuck(self, count: int, how: str) -> str:
        return f"{count} more cannot go on now; {how} says why."

    def files_older(self, count: int, how: str) -> str:
        return f"{count} older unfinished: {how}."

    def files_no_saves(self, files: Sequence[str], more: bool) -> str:
        return f"No save: {', '.join(files)}{' …' if more else ''}."

    def ask_code(self, file: str) -> str:
        return f"The code of {file}"

    def ask_code_hint(self) -> str:
        return "Enter opens, escape leaves."

    # -- keys ---------------------------------------------------------------------------------

    def key_name(self, id: str) -> str:
        return tables.KEYS[id][0]

    def key_help(self, id: str) -> str:
        return tables.KEYS[id][1]

    # -- the menu, a new game, settings -------------------------------------------------------

    def menu_tagline(self) -> str:
        return "A policy wargame for three at one terminal"

    def menu_item(self, id: str) -> str:
        return tables.MENU[id]

    def menu_resumes(self, game: str) -> str:
        return f"Resume: {game}"

    def who_learns(self) -> str:
        return "Who learns?"

    def who_learns_hint(self) -> str:
        return "Enter takes the first."

    def learning(self, people: int) -> str:
        return tables.LEARNING[people]

    def field_name(self, id: str) -> str:
        return tables.FIELDS[id][0]

    def field_about(self, id: str) -> str:
        return tables.FIELDS[id][1]

    def field_empty(self, id: str) -> str:
        return tables.EMPTY_FIELDS[id]

    def field_value(self, id: str) -> str:
        return tables.VALUES[id]

    def turns_in_all(self, scenario: str, turns: int) -> str:
        return f"{scenario} ({turns} turns)"

    def human_about(self) -> str:
        return "one of you; a letter begins the name"

    def bot_about(self, id: str) -> str:
        from wargame.bots.bot import BOTS

        return BOTS[id][1]

    def bot_level(self, bot: str, id: str) -> str:
        from wargame.bots.bot import DIFFICULTY, STUDY

        return f"{bot}, {DIFFICULTY.get(id, STUDY)}"

    def code_twice(self) -> str:
        return "Type the same code twice: a code that is mistyped locks the game for ever."

    def seed_expected(self, digits: int) -> str:
        return f"A seed is a whole number of at most {digits} digits, or nothing."

    def settings_head(self) -> str:
        return "Settings"

    def setting_name(self, id: str) -> str:
        return tables.SETTINGS[id][0]

    def setting_about(self, id: str) -> str:
        return tables.SETTINGS[id][1]

    def setting_value(self, id: str) -> str:
        return tables.SETTING_VALUES[id]

    def kept_in(self, file: str) -> str:
        return f"Kept in {file}"

    def keymap_in(self, file: str) -> str:
        return f'Other keys: {file}, lines such as undo = "f5"'

    def not_kept(self, why: str) -> str:
        return f"Not kept: {why}"

    def put_aside(self, file: str) -> str:
        return f"The file with a fault is kept as {file}."

    def more_faults(self, fault: str, count: int, key: str) -> str:
        return f"{fault} ({count} more in the settings, {key})"

    # -- pages, dialogs and their notes -------------------------------------------------------

    def too_small(self, how: str) -> str:
        return (
            "This terminal is too small.\n\nThe table needs 80 columns and 24 rows. Make the "
            f"window larger, or play in line mode:\n\n{how}\n\nEvery choice is saved."
        )

    def keys_head(self) -> str:
        return "Keys"

    def count_of(self, count: int, all: int) -> str:
        return f"{count} of {all}"

    def find_placeholder(self) -> str:
        return "a word, then enter"

    def nothing_here(self) -> str:
        return "Nothing here."

    def closes(self) -> str:
        return "enter closes it"

    def closes_or_whole(self, letters: str) -> str:
        return f"{letters} whole; enter closes it"

    def goes_on(self) -> str:
        return "enter goes on"

    def whose_hand(self) -> str:
        return "Whose hand?"

    def whose_hand_hint(self) -> str:
        return "A curtain comes first. The others look away."

    def hand_of(self, seat: str) -> str:
        return f"Hand of {seat}"

    def home_beside(self, title: str) -> str:
        return f"HOME: {title}, beside the hand"

    def reason_of(self, seat: str) -> str:
        return f"The reason of {seat}"

    def reason_hint(self) -> str:
        return "Kept sealed in the save with the next choice; nobody else reads it before the end."

    def ask_why(self, seat: str) -> str:
        return f"Why, {seat}?"

    def ask_why_hint(self, escape: bool) -> str:
        out = "enter alone or escape leaves it out" if escape else "enter alone leaves it out"
        return f"One line; {out}. Nobody else reads it before the end."

    def only_reads(self, seat: str) -> str:
        return f"Only {seat} reads this"

    def table_moved(self) -> str:
        return "The table has moved"

    def new_to(self, seat: str, before: bool) -> str:
        return f"New to {seat}{' since its last sitting' if before else ''}"

    def now_stands(self, level: str, by: str, now: int) -> str:
        return f"{level} {by}, now {now}"

    def last_reckoning(self) -> str:
        return "The last Reckoning"

    def table_head(self) -> str:
        return "The table"

    def briefing_of(self, scenario: str) -> str:
        return f"Briefing: {scenario}"

    def all_can_be_chosen(self) -> str:
        return "Everything that was looked at can be chosen."

    def refused_head(self) -> str:
        return "Not now"

    def refused_more(self, count: int, key: str) -> str:
        return f"{count} not now: {key} says why"

    def log_head(self) -> str:
        return "Log"

    def log_of(self, seat: str) -> str:
        return f"Log of {seat}"

    def why_head(self) -> str:
        return "Why: what moved each level"

    def why_line(self, turn: int, by: str, now: int, cause: str) -> str:
        return f"  turn {turn}   {by:>3}, now {now:>2}   {cause}"

    def no_level_moved(self) -> str:
        return "No level has moved yet."

    def no_card_behind(self) -> str:
        return "No card stands behind this option."

    def begins(self) -> str:
        return "enter begins"

    def actions_head(self) -> str:
        return "Actions"

    def find_action(self) -> str:
        return "a word of it, then enter"

    def help_head(self) -> str:
        return "Help"

    def help_part(self, id: str) -> str:
        return tables.HELP_PARTS[id]

    def how_it_goes(self, id: str, key: str) -> str:
        return tables.HOW_IT_GOES[id].format(key=key)

    def key_moves(self) -> str:
        return "Move; page up and down, home, end too"

    def key_chooses(self) -> str:
        return "Choose the option under the cursor"

    def key_of_card(self, more: str) -> str:
        return f"The cards of the hand, in its order; then {more}"

    def key_of_nothing(self) -> str:
        return "The answer that does nothing"

    def key_of_row(self, more: str) -> str:
        return f"An amount, or another answer; after 9 come {more}"

    # -- the curtain --------------------------------------------------------------------------

    def pass_machine(self) -> str:
        return "Pass the machine to"

    def private_follows(self) -> str:
        return "A private question follows."

    def own_hand_follows(self) -> str:
        return "It looks at its own hand."

    def look_away(self) -> str:
        return "The others look away."

    def lifts(self, key: str) -> str:
        return f" {key}  lifts the curtain "

    def quit_or_lift(self, quits: str, lifts: str) -> str:
        return f"Quit? The game is saved. {quits} again quits, {lifts} goes on."

    # -- cards and rules ----------------------------------------------------------------------

    def cards_head(self) -> str:
        return "Cards"

    def card_head(self) -> str:
        return "Card"

    def find_card(self) -> str:
        return "/ finds a word in a card"

    def no_card_found(self) -> str:
        return "No card holds that word."

    def card_idea(self, concept: str) -> str:
        return f"Idea: {concept}"

    def card_sources(self) -> str:
        return "Sources"

    def card_facts(self) -> str:
        return "Facts"

    def rules_head(self) -> str:
        return "Rules"

    def find_rule(self) -> str:
        return "/ finds a word, enter the next"

    def not_found(self) -> str:
        return "not found"

    def no_rulebook(self) -> str:
        return "The rulebook is not installed here."

    # -- the table ----------------------------------------------------------------------------

    def turn_of(self, turn: int, turns: int) -> str:
        return f"Turn {turn} of {turns}"

    def turn_closes(self, turn: int) -> str:
        return f"Turn {turn}, then the bell"

    def clock(self, left: str, sitting: bool) -> str:
        span = "sitting" if sitting else "phase"
        if left.startswith("+"):
            return f"Clock: {left.removeprefix('+')} over the time of this {span}"
        return f"Clock: {left} left of this {span}"

    def chair_none(self) -> str:
        return "no chair sits at this table; tables that `wargame lesson` makes have one"

    def chair_shut(self) -> str:
        return "three wrong codes: the chair's console stays shut here"

    def chair_not_its_code(self) -> str:
        return "that is not the code of this table's chair; it lies beside the lesson's page"

    def chair_wrong(self, left: int) -> str:
        return f"that is not the code of the chair; {left} more tr{'y' if left == 1 else 'ies'}"

    def chair_ask_code(self) -> str:
        return "The chair's code"

    def chair_title(self) -> str:
        return "The chair"

    def chair_kind(self, id: str) -> str:
        return tables.CHAIR_KINDS[id]

    def chair_field(self, id: str, name: str) -> str:
        return tables.CHAIR_FIELDS.get(f"{id}.{name}", tables.CHAIR_FIELDS.get(name, name))

    def chair_all(self) -> str:
        return "all seats"

    def chair_place(self, turn: int, phase: str) -> str:
        return f"turn {turn}, {phase}"

    def chair_no_act(self, word: str, known: Sequence[str]) -> str:
        return f"the chair cannot do “{word[:40]}”; it can do {', '.join(known)}"

    def chair_no_number(self, what: str, text: str) -> str:
        return f"{what}: a whole number from 0 on is wanted, not “{text[:40]}”"

    def chair_waits_already(self) -> str:
        return "this very order waits already"

    def chair_closes_already(self) -> str:
        return "the chair has closed the game; nothing more can be ordered"

    def chair_other_waits(self, kind: str) -> str:
        return f"another order of that kind waits ({kind}); it has to come into force first"

    def chair_ordered(self, what: str, waits: bool, touches: bool) -> str:
        when = "It comes into force with the next phase" if waits else "The table does it at once"
        then = " The page of all tables holds this one against no other then." if touches else ""
        return f"Ordered. {what} {when}.{then}"

    def chair_waits(self, what: str) -> str:
        return f"Waits: {what}"

    def chair_refused(self, what: str, why: str) -> str:
        return f"Not done: {what} ({why})"

    def chair_inject(self, name: str) -> str:
        return f"Prepared: {name}"

    def chair_paused(self) -> str:
        return "The chair has paused the table"

    def chair_paused_text(self) -> str:
        return (
            "Nothing is shown until the chair lets it go on. Every choice that was sealed is "
            "saved; a form that was not is to be filled in again."
        )

    def line_paused(self) -> str:
        return "Enter looks again; chair is for the chair, quit stops:"

    def chair_done(self, turn: int, phase: str, what: str) -> str:
        return f"Turn {turn}, {phase}: {what}"

    def chair_no_place(self, known: str) -> str:
        return f"nothing began there that can be gone back to; there are {known}"

    def clock_stands(self) -> str:
        return "Clock: no time is counted now"

    def no_clock(self) -> str:
        return "Clock: this table has none"

    def undo_steps(self, steps: int) -> str:
        return f"Undo: {steps} step{'s' if steps > 1 else ''}"

    def no_undo(self, why: str) -> str:
        return f"No undo: {why}"

    def is_asked(self, private: bool) -> str:
        return f" is asked  ·  {'private sitting' if private else 'open table'}"

    def is_asked_brief(self, private: bool) -> str:
        return f" · {'private' if private else 'open'}"

    def nothing_stands(self) -> str:
        return "Nothing stands on the table."

    def what_stands(self) -> str:
        return "What stands"

    def question_head(self) -> str:
        return "Question"

    def question_asked(self, private: bool) -> str:
        return "Private question" if private else "Open question"

    def hand_head(self) -> str:
        return "Hand"

    def votes_head(self) -> str:
        return "Votes"

    def hand_column(self) -> str:
        return "Hnd"

    def hand_in_help(self) -> str:
        return "cards in hand"

    def quits_again(self) -> str:
        return "Escape again quits; the game is saved."

    def reason_kept(self, given: bool) -> str:
        return "It goes with the next choice." if given else "No reason."

    # -- the end ------------------------------------------------------------------------------

    def the_end_of(self, scenario: str) -> str:
        return f"{scenario}: the end"

    def view_taken(self) -> str:
        return (
            "The articles behind the cards all take an allied view: none of them lets Beijing, "
            "Pyongyang, Moscow or Taipei speak for itself."
        )

    def story_row(self, id: str, who: str, text: str) -> str:
        return tables.STORY_ROWS.get(id, "{text}").format(who=who, text=text)

    # -- a saved game again -------------------------------------------------------------------

    def shelf_head(self) -> str:
        return "Replay a saved game"

    def shelf_empty(self, folder: str) -> str:
        return f"No save in {folder}."

    def refused(self) -> str:
        return "REFUSED"

    def step_row(self, id: str, who: str, text: str) -> str:
        return tables.STEP_ROWS[id].format(who=who, text=text)

    def story_line(self, id: str, who: str, text: str) -> str:
        return tables.STORY_LINES.get(id, "").format(who=who, text=text)

    def step_line(self, id: str, who: str, text: str) -> str:
        return tables.STEP_LINES.get(id, "").format(who=who, text=text)

    def replay_head(self) -> str:
        return "Replay"

    def this_step(self) -> str:
        return "This step"

    def hands_head(self) -> str:
        return "Hands"

    def all_hands(self) -> str:
        return "All hands"

    def no_hand(self) -> str:
        return "No hand is shown"

    def no_public_hand(self, key: str) -> str:
        return f"The public sees no hand. {key} changes the viewpoint."

    def notes_in_file(self, count: int) -> str:
        return f"{count} note{'s' if count > 1 else ''} in the file"

    def public_facts(self) -> str:
        return "Public facts alone."

    def public_facts_shown(self) -> str:
        return "Unfinished: public facts alone are shown."

    def public_facts_until(self, coded: bool) -> str:
        why = "without its code" if coded else "until its end"
        return f"The game is unfinished: public facts alone, {why}."

    def only_what_happened(self) -> str:
        return "A replay never shows a game that did not happen."

    def speed(self, steps: str) -> str:
        return f"{steps} steps a second"

    def jump_from(self, label: str) -> str:
        return f"Jump from {label}"

    def jump_hint(self, plies: bool) -> str:
        what = "ply" if plies else "step"
        return f"The number of a {what}, or t and the number of a turn: t3"

    def jump_expected(self) -> str:
        return "A number was expected, or t and a number."

    def turns_shown(self, turns: Sequence[str]) -> str:
        return f"The turns that can be shown: {', '.join(turns)}."

    def note_at(self, label: str) -> str:
        return f"Note at {label}"

    def note_hint(self) -> str:
        return "It is kept in the file, and everybody who has the file can read it."

    def no_note(self, why: str) -> str:
        return f"No note: {why}"

    def log_seen(self, viewer: str, verdict: str) -> str:
        return f"Log: {viewer}  ·  {verdict}"

    def known_by(self, viewer: str, label: str) -> str:
        return f"What {viewer} knows by {label}"

    def each_seat(self) -> str:
        return "each seat"

    def known_head(self, id: str) -> str:
        return tables.KNOWN[id]

    def known_to_all(self) -> str:
        return "all"

    def known_since(self, turn: int, own: bool) -> str:
        return f"t{turn}{'*' if own else ''}"

    def known_note(self, seats: bool) -> str:
        return "t2: since turn 2. *: its own. ·: not known." if seats else "*: its own."

    def curve_standing(self, shape: str) -> str:
        return f"{shape} standing"

    def curves_turn(self) -> str:
        return "turn"

    # -- the menu in lines -------------------------------------------------------------------

    def menu_resume(self, file: str, game: str) -> str:
        return f"Resume {file}: {game}"

    def choose(self) -> str:
        return "Choose"

    def code(self) -> str:
        return "Code"

    def scenario(self) -> str:
        return "Scenario"

    def scenario_line(self, scenario: str, name: str, premise: str) -> str:
        return f"{scenario}: {name}. {premise}"

    def seats(self) -> str:
        return "Seats"

    def seats_hint(
        self, syntax: str, seats: Sequence[str], people: Sequence[str], bots: Sequence[str]
    ) -> str:
        return (
            f"Seats: {syntax} with {', '.join(seats)}; {', '.join(people)}, or a bot: "
            f"{'; '.join(bots)}"
        )

    def seed(self) -> str:
        return "Seed (empty: a new one)"

    # -- the table in lines -------------------------------------------------------------------

    def line(self, id: str, text: str) -> str:
        return tables.LINES[id].format(text=text)

    def line_help(self) -> str:
        return tables.LINE_HELP

    def line_bare(self) -> str:
        return (
            "This terminal cannot hide what one seat has read. Look away while another reads, and "
            "do not scroll back; on the screen, or in another terminal, nothing stays."
        )

    def line_more(self) -> str:
        return "More: enter goes on."

    def line_choose(self) -> str:
        return "Choose:"

    def line_pass(self, seat: str, name: str) -> str:
        return f"Pass to {seat}. Type hand when {name} has the machine."

    def line_waits(self, seat: str) -> str:
        return f"Waiting for {seat}: type hand, or quit."

    def line_input_ends(self, how: str) -> str:
        return f"End of the input. The game is saved: {how}"

    def line_no_card(self) -> str:
        return "no card yet"

    def line_refused(self, label: str, why: str) -> str:
        return f"Not now: {label}: {why}"

    def line_noted(self) -> str:
        return "Noted with your next choice."

    def line_saved(self, file: str) -> str:
        return f"Every choice is saved as it is made: {file}"

    def line_hands(self, seats: Sequence[str]) -> str:
        return f"hand takes one of {', '.join(seats)}"

    def line_looks(self, seat: str) -> str:
        return f"Only {seat} looks now. Type hand again, then done."

    def line_stays_down(self) -> str:
        return "The hand stays down."

    def line_puts_down(self) -> str:
        return "Type done to put the hand down."

    def line_why_takes(self, first: int, last: int) -> str:
        return f"why takes the number of an option, {first} to {last}"

    def line_option(self, label: str, key: str) -> str:
        return f"Why: {label} (key {key})"

    def line_show_takes(self) -> str:
        return "show takes the letter or the name of a card of your hand, in your sitting."

    def line_taken_back(self) -> str:
        return "Taken back."

    def line_could_be(self, options: Sequence[str]) -> str:
        return f"That could be: {'; '.join(options)}"

    def line_expected(self, first: int, last: int) -> str:
        return f"Expected a number from {first} to {last}, a name, or ? for help."

    # -- a saved game again, in lines --------------------------------------------------------

    def replay_help(self) -> str:
        return "A number goes to that place. Also:"

    def replay_command(self, id: str) -> str:
        return tables.REPLAY_COMMANDS[id]

    def replay_prompt(self, verdict: str) -> str:
        return f"Replay ({verdict}):"

    def replay_as(self, title: str, viewer: str) -> str:
        return f"Replay: {title}, as {viewer}"

    def replay_expected(self) -> str:
        return "Expected a number, enter for the next step, or ? for help."

    def save_verdict(self, verdict: str, why: str) -> str:
        return f"Save: {verdict}: {why}"

    def save_cut(self, cut: str) -> str:
        return f"Save: {cut} {self.only_what_happened()}"

    def save_public(self) -> str:
        return "Save: unfinished, so public facts alone are shown."

    def that_is_end(self, end: bool) -> str:
        return "That is the end." if end else "That is the beginning."

    def of(self, who: str, text: str) -> str:
        return f"{who}: {text}"

    def known_in(self, turn: int, text: str) -> str:
        return f"turn {turn}: {text}"

    def known_when(self, turn: int, phase: str) -> str:
        return f"Turn {turn}, {phase}"

    def known_thing(self, place: str, own: bool, kind: str, text: str) -> str:
        return f"  {place}, {'own ' if own else ''}{kind}: {text}"

    def locked_head(self) -> str:
        return "Without its code only what was chosen on the open table can be told:"

    def locked_private(self, seat: str) -> str:
        return f"{seat}: in private"

    def locked_more(self, how: str) -> str:
        return f"To see more: {how}"

    def nothing(self) -> str:
        return "nothing"

    def turns_are(self, turns: Sequence[str]) -> str:
        return f"The turns that can be shown are {', '.join(turns)}."

    def not_shown(self, why: str) -> str:
        return f"Not shown: {why}"

    def shows_public_facts(self) -> str:
        return "The game is unfinished and shows public facts alone."

    def noted_in_file(self) -> str:
        return "Noted in the file; everybody can read it."

    def branched(self, ply: int, players: str) -> str:
        return f"Branched at ply {ply}. Played by: {players}"

    def go_on_with(self, how: str) -> str:
        return f"Go on with: {how}"

    # -- a branch of a saved game -------------------------------------------------------------

    def branch_from(self, label: str) -> str:
        return f"Go on playing from {label}"

    def branch_hint(self, folder: str) -> str:
        return f"The name of the new save, in {folder}. Escape leaves."

    def branch_players(self) -> str:
        return "Who plays on"

    def branch_players_hint(self, syntax: str, people: Sequence[str], before: str) -> str:
        one, named = people
        return f"{syntax} with {one}, {named} or a bot; not named is {one}. It was: {before}"

    def no_branch(self, why: str) -> str:
        return f"No branch: {why}"

    # -- two games of a deal ------------------------------------------------------------------

    def compared(self, title: str) -> str:
        return f"{title}: two games of the same deal"

    def compared_levels(self) -> str:
        return "Levels at each end of a turn, A/B"

    def compared_dealt(self) -> str:
        return "dealt"

    def compared_verdicts(self) -> str:
        return "Verdicts"

    def has_no_more_choices(self) -> str:
        return "has no more choices"

    def where_they_part(self) -> str:
        return "where they part"

    def levels_at(self, turn: int) -> str:
        return f"end of turn {turn}" if turn else "as dealt"

    def verdicts_page(self) -> str:
        return "verdicts"

    def page_of(self, name: str, number: int, last: int) -> str:
        return f"{name} ({number} of {last})"

    def no_other_choice(self) -> str:
        return "No other choice."

    def no_more_choices(self) -> str:
        return "No more choices."

    def not_over(self) -> str:
        return "not over"

    def points(self, points: str) -> str:
        return f"{points} points"
