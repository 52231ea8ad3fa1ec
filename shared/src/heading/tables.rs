//! Words of headings in several languages. English is complete; the rest are the forms that stand
//! in scripts most often. A production adds its own through `HeadingRules`.

use super::{IntExt, TimeOfDay};
use IntExt::{Ext, Int};
use TimeOfDay::{Dawn, Day, Dusk, Inherit, MagicHour, Night, Unknown};

pub(super) const STANDARD: &[(&str, IntExt)] =
    &[("INT", Int), ("EXT", Ext), ("EST", IntExt::Unknown)];

pub(super) const TRANSLATED: &[(&str, IntExt)] = &[
    ("INTERIOR", Int),
    ("EXTERIOR", Ext),
    ("INNEN", Int),
    ("AUSSEN", Ext),
    ("AUẞEN", Ext),
    ("INTÉRIEUR", Int),
    ("EXTÉRIEUR", Ext),
    ("INTERIEUR", Int),
    ("EXTERIEUR", Ext),
    ("INTERNO", Int),
    ("ESTERNO", Ext),
    ("WNĘTRZE", Int),
    ("PLENER", Ext),
    ("BINNEN", Int),
    ("BUITEN", Ext),
    ("INTERIÖR", Int),
    ("EXTERIÖR", Ext),
    ("SISÄ", Int),
    ("ULKO", Ext),
];

/// Seven Fountain parsers of seven take these for action, so only a forced heading or FDX has them.
pub(super) const ONLY_FORCED: &[(&str, IntExt)] =
    &[("ИНТ", Int), ("НАТ", Ext), ("ЭКСТ", Ext), ("ЕКСТ", Ext)];

pub(super) const TIMES: &[(&str, TimeOfDay)] = &[
    ("DAY", Day),
    ("DAYTIME", Day),
    ("MORNING", Day),
    ("AFTERNOON", Day),
    ("NOON", Day),
    ("MIDDAY", Day),
    ("MIDMORNING", Day),
    ("NIGHT", Night),
    ("NIGHTTIME", Night),
    ("EVENING", Night),
    ("MIDNIGHT", Night),
    ("DAWN", Dawn),
    ("SUNRISE", Dawn),
    ("SUNUP", Dawn),
    ("DAYBREAK", Dawn),
    ("FIRST LIGHT", Dawn),
    ("DUSK", Dusk),
    ("SUNSET", Dusk),
    ("SUNDOWN", Dusk),
    ("TWILIGHT", Dusk),
    ("MAGIC HOUR", MagicHour),
    ("GOLDEN HOUR", MagicHour),
    ("BLUE HOUR", MagicHour),
    ("CONTINUOUS", Inherit),
    ("CONTINUOUS ACTION", Inherit),
    ("CONTINUING", Inherit),
    ("CONTINUED", Inherit),
    ("CONT", Inherit),
    ("CONT'D", Inherit),
    ("LATER", Inherit),
    ("SAME", Inherit),
    ("SAME TIME", Inherit),
    ("AT THE SAME TIME", Inherit),
    ("SIMULTANEOUS", Inherit),
    ("MEANWHILE", Inherit),
    ("DAY FOR NIGHT", Unknown),
    ("NIGHT FOR DAY", Unknown),
    ("TAG", Day),
    ("MORGEN", Day),
    ("MORGENS", Day),
    ("NACHMITTAG", Day),
    ("NACHT", Night),
    ("ABEND", Night),
    ("DÄMMERUNG", Unknown),
    ("JOUR", Day),
    ("MATIN", Day),
    ("APRÈS-MIDI", Day),
    ("NUIT", Night),
    ("SOIR", Night),
    ("AUBE", Dawn),
    ("CRÉPUSCULE", Dusk),
    ("DÍA", Day),
    ("DIA", Day),
    ("MAÑANA", Day),
    ("MANHÃ", Day),
    ("TARDE", Day),
    ("NOCHE", Night),
    ("NOITE", Night),
    ("AMANECER", Dawn),
    ("ATARDECER", Dusk),
    ("GIORNO", Day),
    ("MATTINA", Day),
    ("NOTTE", Night),
    ("SERA", Night),
    ("ALBA", Dawn),
    ("TRAMONTO", Dusk),
    ("DZIEŃ", Day),
    ("NOC", Night),
    ("DAG", Day),
    ("DEN", Day),
    ("ДЕНЬ", Day),
    ("УТРО", Day),
    ("НОЧЬ", Night),
    ("ВЕЧЕР", Night),
    ("日", Day),
    ("昼", Day),
    ("朝", Day),
    ("夜", Night),
    ("夕方", Dusk),
];

/// Words of [`TIMES`] that are more than day or night to whoever colours strips.
pub(super) const MORNINGS: &[&str] = &[
    "MORNING",
    "MIDMORNING",
    "MORGEN",
    "MORGENS",
    "MATIN",
    "MAÑANA",
    "MANHÃ",
    "MATTINA",
    "УТРО",
    "朝",
];
pub(super) const EVENINGS: &[&str] = &["EVENING", "ABEND", "SOIR", "SERA", "ВЕЧЕР"];

/// Words before a time that do not change which light it is.
pub(super) const MODIFIERS: &[&str] = &[
    "EARLY",
    "LATE",
    "LATER",
    "MID",
    "PRE",
    "THE",
    "NEXT",
    "FOLLOWING",
    "SAME",
    "THAT",
    "THIS",
    "EARLIER",
    "IN",
];

/// Words that end with a hyphen before a time without being a set: MID-DAY, PRE-DAWN.
pub(super) const NOT_A_SET: &[&str] = &[
    "MID", "PRE", "POST", "NON", "ALL", "HALF", "DOOMS", "PAY", "HOLI",
];
