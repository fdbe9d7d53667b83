"""Floor 8: what an option is worth to a seat, in points.

`weights` say what a bot cares for and `rulebook_values` what the rulebook's levels are worth;
`evaluate` values a position and `effect_model` estimates effects without running them. One module
for each part of a turn prices its options: `cabinet`, `deals`, `demands`, `acts`, `crises`.
`options` reads keys.

Numbers here are prices in points of the final score, or odds. Unless its comment names a count or a
fit, a number is an estimate by hand; it has been judged only by how bots that use it play
(`rules/TUNING.md`). Changing one changes every bot and every hint.
"""
