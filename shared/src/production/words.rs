//! The trade's nouns, which differ by what is produced (DOMAIN 3.21).

/// One thing and many of it, in small letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Noun {
    pub one: &'static str,
    pub many: &'static str,
}

impl Noun {
    const fn new(one: &'static str, many: &'static str) -> Self {
        Self { one, many }
    }

    /// Returns the word for a number of things.
    pub fn of(self, count: usize) -> &'static str {
        if count == 1 { self.one } else { self.many }
    }

    /// Returns the singular as a heading begins: "Call sheet".
    pub fn title(self) -> String {
        capital(self.one)
    }

    /// Returns the plural as a heading begins: "Call sheets".
    pub fn titles(self) -> String {
        capital(self.many)
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// What is produced.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum ProductionKind {
    #[default]
    Film,
    Series,
    Stage,
    Event,
    Factory,
}

impl ProductionKind {
    pub const ALL: [Self; 5] = [
        Self::Film,
        Self::Series,
        Self::Stage,
        Self::Event,
        Self::Factory,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Series => "series",
            Self::Stage => "stage",
            Self::Event => "event",
            Self::Factory => "factory",
        }
    }

    /// Reads the production's `kind`; what a newer version calls it is shown as a film.
    pub fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .unwrap_or_default()
    }

    pub fn nouns(self) -> &'static Nouns {
        match self {
            Self::Film | Self::Series => &FILM,
            Self::Stage => &STAGE,
            Self::Event => &EVENT,
            Self::Factory => &FACTORY,
        }
    }
}

/// The words of one kind of production.
#[derive(PartialEq, Eq, Debug)]
pub struct Nouns {
    /// What is planned piece by piece: scene, number, cue, work order.
    pub scene: Noun,
    /// A piece on the board.
    pub strip: Noun,
    pub board: Noun,
    /// Where pieces without a day are.
    pub boneyard: Noun,
    /// A day of the work proper.
    pub day: Noun,
    pub script: Noun,
    pub call_sheet: Noun,
    /// When the day begins for most people.
    pub general_call: Noun,
    pub wrap: Noun,
    pub cast: Noun,
    pub background: Noun,
    pub character: Noun,
    pub location: Noun,
    /// What is written up after the day.
    pub report: Noun,
    /// The work proper, as a phase: shoot, run, show, production.
    pub phase: &'static str,
}

const FILM: Nouns = Nouns {
    scene: Noun::new("scene", "scenes"),
    strip: Noun::new("strip", "strips"),
    board: Noun::new("board", "boards"),
    boneyard: Noun::new("boneyard", "boneyards"),
    day: Noun::new("day", "days"),
    script: Noun::new("script", "scripts"),
    call_sheet: Noun::new("call sheet", "call sheets"),
    general_call: Noun::new("general call", "general calls"),
    wrap: Noun::new("wrap", "wraps"),
    cast: Noun::new("cast", "cast"),
    background: Noun::new("background", "background"),
    character: Noun::new("character", "characters"),
    location: Noun::new("location", "locations"),
    report: Noun::new("production report", "production reports"),
    phase: "shoot",
};

const STAGE: Nouns = Nouns {
    scene: Noun::new("number", "numbers"),
    strip: Noun::new("slot", "slots"),
    board: Noun::new("schedule", "schedules"),
    boneyard: Noun::new("unscheduled", "unscheduled"),
    day: Noun::new("day", "days"),
    script: Noun::new("script", "scripts"),
    call_sheet: Noun::new("daily call", "daily calls"),
    general_call: Noun::new("company call", "company calls"),
    wrap: Noun::new("release", "releases"),
    cast: Noun::new("cast", "cast"),
    background: Noun::new("ensemble", "ensemble"),
    character: Noun::new("role", "roles"),
    location: Noun::new("venue", "venues"),
    report: Noun::new("show report", "show reports"),
    phase: "run",
};

const EVENT: Nouns = Nouns {
    scene: Noun::new("cue", "cues"),
    strip: Noun::new("slot", "slots"),
    board: Noun::new("schedule", "schedules"),
    boneyard: Noun::new("unscheduled", "unscheduled"),
    day: Noun::new("day", "days"),
    script: Noun::new("running order", "running orders"),
    call_sheet: Noun::new("daily call", "daily calls"),
    general_call: Noun::new("crew call", "crew calls"),
    wrap: Noun::new("release", "releases"),
    cast: Noun::new("performers", "performers"),
    background: Noun::new("stewards", "stewards"),
    character: Noun::new("part", "parts"),
    location: Noun::new("venue", "venues"),
    report: Noun::new("show report", "show reports"),
    phase: "show",
};

const FACTORY: Nouns = Nouns {
    scene: Noun::new("work order", "work orders"),
    strip: Noun::new("slot", "slots"),
    board: Noun::new("plan", "plans"),
    boneyard: Noun::new("unplanned", "unplanned"),
    day: Noun::new("shift", "shifts"),
    script: Noun::new("order list", "order lists"),
    call_sheet: Noun::new("shift plan", "shift plans"),
    general_call: Noun::new("shift start", "shift starts"),
    wrap: Noun::new("shift end", "shift ends"),
    cast: Noun::new("operators", "operators"),
    background: Noun::new("temporary staff", "temporary staff"),
    character: Noun::new("station", "stations"),
    location: Noun::new("line", "lines"),
    report: Noun::new("shift report", "shift reports"),
    phase: "run",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_production_is_read_as_it_was_written() {
        for kind in ProductionKind::ALL {
            assert_eq!(ProductionKind::parse(kind.as_str()), kind);
        }
        assert_eq!(
            ProductionKind::parse("opera on the moon"),
            ProductionKind::Film
        );
    }

    #[test]
    fn a_number_chooses_the_word() {
        let nouns = ProductionKind::Factory.nouns();
        assert_eq!(nouns.scene.of(1), "work order");
        assert_eq!(nouns.scene.of(0), "work orders");
        assert_eq!(nouns.call_sheet.titles(), "Shift plans");
    }
}
