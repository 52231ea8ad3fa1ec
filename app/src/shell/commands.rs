//! Everything the shell can do, as data: palette, shortcut sheet and keys read the one list.

/// What a command does.
#[derive(Clone, PartialEq, Debug)]
pub enum Does {
    /// Goes to an address of the app.
    Go(String),
    /// Goes to a room of the open production.
    Room(&'static str),
    /// Asks a room for something by its address, which keeps what else stands in it.
    Ask(&'static str, &'static str),
    Undo,
    Redo,
    Palette,
    Shortcuts,
    LoadSample,
    OpenFile,
    Export,
    Print,
    Install,
    Update,
}

/// When a command is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    Always,
    /// A production is open.
    Open,
    /// A production is open and its plan may be written here.
    Plan,
    /// A production is open and its script may be read here.
    Script,
    /// A production is open and people of the office may do it.
    Installable,
    Updatable,
}

/// What decides whether a command is offered now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Now {
    pub is_open: bool,
    pub may_plan: bool,
    pub may_script: bool,
    pub can_install: bool,
    pub can_update: bool,
}

impl When {
    pub fn holds(self, now: Now) -> bool {
        match self {
            Self::Always => true,
            Self::Open => now.is_open,
            Self::Plan => now.is_open && now.may_plan,
            Self::Script => now.is_open && now.may_script,
            Self::Installable => now.can_install,
            Self::Updatable => now.can_update,
        }
    }
}

/// One command.
#[derive(Clone, PartialEq, Debug)]
pub struct Command {
    pub id: &'static str,
    pub label: &'static str,
    /// Other words people look for it with.
    pub keywords: &'static str,
    /// A chord such as `Mod+K`, or letters one after the other such as `G B`.
    pub keys: Option<&'static str>,
    pub when: When,
    pub does: Does,
}

impl Command {
    /// Returns the room that the command is done in; nothing for one that is done anywhere, and for
    /// the way to a room.
    pub fn room(&self) -> Option<&'static str> {
        match self.does {
            Does::Ask(room, _) => Some(room),
            Does::Room(address) => {
                let (room, _) = address.split_once(['?', '/'])?;
                Some(room)
            }
            _ => None,
        }
    }
}

/// Lists all commands, rooms first, in the order of the shortcut sheet.
pub fn commands() -> Vec<Command> {
    let command = |id, label, keywords, keys: &'static str, when, does| Command {
        id,
        label,
        keywords,
        keys: (!keys.is_empty()).then_some(keys),
        when,
        does,
    };
    let room = |room: &'static str, label, keywords, keys| {
        command(room, label, keywords, keys, When::Open, Does::Room(room))
    };
    vec![
        room("today", crate::t!("go.today"), "my call home day", "G T"),
        room(
            "board",
            crate::t!("go.board"),
            "schedule strips stripboard days",
            "G B",
        ),
        room("script", crate::t!("go.script"), "scenes list", "G S"),
        command(
            "pages",
            crate::t!("go.pages"),
            "script pages read text words revision marks",
            "G W",
            When::Script,
            Does::Room("pages"),
        ),
        room(
            "breakdown",
            crate::t!("go.breakdown"),
            "elements props wardrobe vehicles stunts extras sheet",
            "G E",
        ),
        room(
            "calendar",
            crate::t!("go.calendar"),
            "dates days off holidays prep wrap travel company move",
            "G C",
        ),
        room(
            "schedules",
            crate::t!("go.schedules"),
            "one-liner shooting schedule day out of days dood breakdown sheets lists print csv",
            "G O",
        ),
        room(
            "callsheets",
            crate::t!("go.callsheets"),
            "call sheets daily issue",
            "G A",
        ),
        command(
            "sides",
            crate::t!("go.sides"),
            "script pages day scenes",
            "",
            When::Script,
            Does::Room("sides"),
        ),
        room(
            "report",
            crate::t!("go.report"),
            "floor progress complete times notes",
            "G R",
        ),
        room(
            "times",
            crate::t!("go.times"),
            "tap in out wrap meal lunch hours exhibit g",
            "G M",
        ),
        room(
            "daily",
            crate::t!("go.daily"),
            "production report dpr sign progress ahead behind csv",
            "G F",
        ),
        room(
            "people",
            crate::t!("go.people"),
            "crew cast contacts phone",
            "G P",
        ),
        room(
            "departments",
            crate::t!("go.departments"),
            "crew groups",
            "G D",
        ),
        room(
            "locations",
            crate::t!("go.locations"),
            "places map hospital parking",
            "G L",
        ),
        room(
            "changes",
            crate::t!("go.changes"),
            "news what changed",
            "G N",
        ),
        room(
            "sync",
            crate::t!("go.sync"),
            "offline waiting undo history state",
            "G Y",
        ),
        room(
            "settings",
            crate::t!("go.settings"),
            "title zone paper share relay",
            "G ,",
        ),
        command(
            "rules",
            crate::t!("go.rules"),
            "rest meals overtime minors agreement union turnaround penalty working time",
            "",
            When::Open,
            Does::Room("rules"),
        ),
        command(
            "home",
            crate::t!("go.home"),
            "productions switch list",
            "G H",
            When::Always,
            Does::Go("/".into()),
        ),
        command(
            "import",
            crate::t!("go.import"),
            "script fdx fountain final draft",
            "",
            When::Plan,
            Does::Room("script/import"),
        ),
        command(
            "element",
            crate::t!("command.element"),
            "prop wardrobe vehicle breakdown",
            "",
            When::Plan,
            Does::Room("breakdown?add=1"),
        ),
        command(
            "categories",
            crate::t!("command.categories"),
            "elements kinds colours breakdown",
            "",
            When::Open,
            Does::Room("breakdown?view=categories"),
        ),
        command(
            "doubles",
            crate::t!("command.doubles"),
            "elements same twice merge breakdown",
            "",
            When::Plan,
            Does::Room("breakdown?view=duplicates"),
        ),
        command(
            "people-cast",
            crate::t!("command.cast"),
            "characters parts who plays numbers actors",
            "",
            When::Open,
            Does::Room("people?view=cast"),
        ),
        command(
            "people-import",
            crate::t!("command.people_import"),
            "crew list paste table csv contacts",
            "",
            When::Plan,
            Does::Room("people?view=import"),
        ),
        command(
            "one-liner",
            crate::t!("command.one_liner"),
            "schedule document print",
            "",
            When::Open,
            Does::Room("schedules?show=one-liner"),
        ),
        command(
            "dood",
            crate::t!("command.dood"),
            "day out of days dood schedule document print",
            "",
            When::Open,
            Does::Room("schedules?show=day-out-of-days"),
        ),
        command(
            "script-find",
            crate::t!("command.script_find"),
            "search words dialogue line text",
            "",
            When::Script,
            Does::Ask("pages", "do=find"),
        ),
        command(
            "numbers-lock",
            crate::t!("command.numbers_lock"),
            "scene numbers locked omitted a-scenes unlock",
            "",
            When::Plan,
            Does::Ask("pages", "do=lock"),
        ),
        command(
            "invite",
            crate::t!("go.invite"),
            "invite join qr code share crew",
            "G I",
            When::Plan,
            Does::Room("invite"),
        ),
        command(
            "board-conflicts",
            crate::t!("command.conflicts"),
            "board problems away over limit rest",
            "",
            When::Open,
            Does::Ask("board", "do=conflicts"),
        ),
        command(
            "board-compare",
            crate::t!("command.compare"),
            "board scenario difference totals",
            "",
            When::Open,
            Does::Ask("board", "do=compare"),
        ),
        command(
            "board-suggest",
            crate::t!("command.suggest"),
            "board schedule optimise automatic solver",
            "",
            When::Plan,
            Does::Ask("board", "do=suggest"),
        ),
        command(
            "board-copy",
            crate::t!("command.board_copy"),
            "scenario duplicate version",
            "",
            When::Plan,
            Does::Ask("board", "do=copy"),
        ),
        command(
            "board-new",
            crate::t!("command.board_new"),
            "scenario empty",
            "",
            When::Plan,
            Does::Ask("board", "do=new"),
        ),
        command(
            "board-settings",
            crate::t!("command.board_settings"),
            "rename limit pages hours start date order",
            "",
            When::Plan,
            Does::Ask("board", "do=settings"),
        ),
        command(
            "board-units",
            crate::t!("command.units"),
            "board second unit",
            "",
            When::Plan,
            Does::Ask("board", "do=units"),
        ),
        command(
            "board-design",
            crate::t!("command.strips"),
            "strip colours synopsis cast design board",
            "",
            When::Plan,
            Does::Ask("board", "do=design"),
        ),
        command(
            "board-pick",
            crate::t!("command.board_pick"),
            "all strips unscheduled",
            "",
            When::Plan,
            Does::Ask("board", "do=pick"),
        ),
        command(
            "board-fill",
            crate::t!("command.board_fill"),
            "automatic day breaks eighths schedule",
            "",
            When::Plan,
            Does::Ask("board", "do=fill"),
        ),
        command(
            "palette",
            crate::t!("command.palette"),
            "",
            "Mod+K",
            When::Always,
            Does::Palette,
        ),
        command(
            "undo",
            crate::t!("command.undo"),
            "take back",
            "Mod+Z",
            When::Open,
            Does::Undo,
        ),
        command(
            "redo",
            crate::t!("command.redo"),
            "again",
            "Mod+Shift+Z",
            When::Open,
            Does::Redo,
        ),
        command(
            "new",
            crate::t!("command.new"),
            "create start",
            "",
            When::Always,
            Does::Go("/?new=1".into()),
        ),
        command(
            "sample",
            crate::t!("command.sample"),
            "example demo try",
            "",
            When::Always,
            Does::LoadSample,
        ),
        command(
            "open",
            crate::t!("command.open"),
            "import callboard restore",
            "",
            When::Always,
            Does::OpenFile,
        ),
        command(
            "export",
            crate::t!("command.export"),
            "save copy backup file",
            "",
            When::Open,
            Does::Export,
        ),
        command(
            "print",
            crate::t!("command.print"),
            "paper pdf",
            "Mod+P",
            When::Open,
            Does::Print,
        ),
        command(
            "install",
            crate::t!("command.install"),
            "home screen app",
            "",
            When::Installable,
            Does::Install,
        ),
        command(
            "update",
            crate::t!("command.update"),
            "new version reload",
            "",
            When::Updatable,
            Does::Update,
        ),
        command(
            "shortcuts",
            crate::t!("command.shortcuts"),
            "keys keyboard help",
            "?",
            When::Always,
            Does::Shortcuts,
        ),
    ]
}

/// Writes keys as the keyboard at hand has them.
pub fn keys_text(keys: &str, is_mac: bool) -> String {
    let name = |key: &str| match (key, is_mac) {
        ("Mod", true) => "⌘".to_owned(),
        ("Mod", false) => crate::t!("key.ctrl").to_owned(),
        ("Shift", true) => "⇧".to_owned(),
        ("Shift", false) => crate::t!("key.shift").to_owned(),
        (other, _) => other.to_owned(),
    };
    if keys.contains('+') {
        let parts: Vec<String> = keys.split('+').map(name).collect();
        return parts.join(if is_mac { "" } else { " " });
    }
    match keys.split_once(' ') {
        Some((first, then)) => crate::t!("key.then", first = first, then = then),
        None => keys.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_name_or_keys() {
        let all = commands();
        for (n, command) in all.iter().enumerate() {
            for other in &all[n + 1..] {
                assert_ne!(command.id, other.id);
                assert!(
                    command.keys.is_none() || command.keys != other.keys,
                    "{}",
                    command.id
                );
            }
        }
    }

    #[test]
    fn a_command_says_which_room_it_is_done_in() {
        let all = commands();
        let check = |id: &str, want: Option<&str>| {
            let command = all.iter().find(|c| c.id == id).unwrap();
            assert_eq!(command.room(), want, "{id}");
        };
        check("board-compare", Some("board"));
        check("people-import", Some("people"));
        check("import", Some("script"));
        check("board", None);
        check("undo", None);
        check("new", None);
    }

    #[test]
    fn a_command_is_offered_where_it_can_be_done() {
        let nowhere = Now::default();
        assert!(When::Always.holds(nowhere));
        assert!(!When::Open.holds(nowhere));
        let crew = Now {
            is_open: true,
            ..nowhere
        };
        assert!(When::Open.holds(crew) && !When::Plan.holds(crew));
    }

    #[test]
    fn keys_are_written_as_the_keyboard_has_them() {
        assert_eq!(keys_text("Mod+K", true), "⌘K");
        assert_eq!(keys_text("Mod+Shift+Z", false), "Ctrl Shift Z");
        assert_eq!(keys_text("G B", false), "G then B");
    }
}
