//! The page: Leptos, no automerge in it.
//!
//! The release build cuts this program at the functions below (`scripts/finish-app.mjs`): one part
//! for the first page, one for Today, one for the crew's other rooms, one for what only the office
//! does. They stand here and not in the library, which the engine links as well. A debug build is
//! one whole program.

use app::shell::{App, Loading, Missing, Rooms};
use leptos::prelude::*;

/// Declares functions that load the part they are in, each with what it then does.
macro_rules! parted {
    ($($part:ident: $name:ident -> $what:ty { $does:expr })*) => { $(
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $name() -> Result<$what, Missing> {
            Ok($does)
        }

        #[cfg(debug_assertions)]
        async fn $name() -> Result<$what, Missing> {
            Ok($does)
        }
    )* };
}

/// Declares rooms, each as a function that loads the part it is in and draws it.
macro_rules! rooms {
    ($($part:ident: $name:ident = $room:path;)*) => {
        parted! { $($part: $name -> AnyView {{
            use $room as Room;
            view! { <Room /> }.into_any()
        }})* }

        const ROOMS: Rooms = Rooms {
            $($name: || Box::pin($name()),)*
            all,
            part_of,
        };
    };
}

rooms! {
    home: home = app::home::HomeRoom;
    home: join = app::home::JoinRoom;
    today: today = app::today::TodayRoom;
    crew: scenes = app::scene::ScenesRoom;
    crew: scene = app::scene::SceneRoom;
    crew: board = app::board::BoardRoom;
    crew: breakdown = app::breakdown::BreakdownRoom;
    crew: people = app::people::PeopleRoom;
    crew: locations = app::location::LocationsRoom;
    crew: sheets = app::callsheet::CallSheetsRoom;
    crew: sheet = app::callsheet::SheetRoom;
    crew: schedules = app::schedule::SchedulesRoom;
    crew: edition = app::schedule::EditionRoom;
    crew: pages = app::script::PagesRoom;
    crew: sides = app::script::SidesRoom;
    crew: side = app::script::SideRoom;
    crew: report = app::floor::ReportRoom;
    crew: times = app::floor::TimesRoom;
    crew: sync = app::sync::SyncRoom;
    crew: changes = app::sync::ChangesRoom;
    office: import = app::script::ImportRoom;
    office: board_panel = app::board::BoardPanel;
    office: suggest = app::board::SuggestPanel;
    office: doubles = app::script::DoublesRoom;
    office: calendar = app::calendar::CalendarRoom;
    office: departments = app::people::DepartmentsRoom;
    office: draft = app::callsheet::CallSheetRoom;
    office: distribution = app::distribution::DistributionPanel;
    office: courier = app::distribution::Courier;
    office: invite = app::invite::InviteRoom;
    office: daily = app::report::DailyRoom;
    office: rules = app::rules::RulesRoom;
    office: settings = app::settings::SettingsRoom;
}

parted! {
    home: home_part -> () { () }
    today: today_part -> () { () }
    crew: crew_part -> () { () }
    office: office_part -> () { () }
}

/// Loads the part that a room is in.
fn part_of(room: &str) -> Loading<()> {
    match room {
        "home" => Box::pin(home_part()),
        "today" => Box::pin(today_part()),
        "calendar" | "departments" | "callsheet" | "invite" | "daily" | "rules" | "settings" => {
            Box::pin(office_part())
        }
        _ => Box::pin(crew_part()),
    }
}

fn all() -> Loading<()> {
    Box::pin(async {
        today_part().await?;
        crew_part().await?;
        office_part().await
    })
}

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <App rooms=ROOMS /> });
}
