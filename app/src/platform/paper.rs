//! Papers of a production's own colours: each class gets its rule once, in a style sheet that the
//! page makes itself. A rule in an attribute would be against the relay's policy.

use std::cell::RefCell;
use std::collections::HashSet;

use shared::board::{Rgb, painted_class};
use web_sys::CssStyleSheet;

thread_local! {
    static SHEET: RefCell<Option<(CssStyleSheet, HashSet<Rgb>)>> = const { RefCell::new(None) };
}

/// Returns a strip's class, and sees to it that a colour of one's own is drawn. A browser that
/// takes no sheets leaves the strip white; its words say what it is.
pub fn paper(class: impl Into<String>) -> String {
    let class = class.into();
    if let Some(rgb) = painted_class(&class) {
        SHEET.with_borrow_mut(|sheet| {
            if sheet.is_none() {
                *sheet = adopted().map(|made| (made, HashSet::new()));
            }
            if let Some((sheet, known)) = sheet
                && known.insert(rgb)
            {
                for rule in rules(&class, rgb) {
                    let _ = sheet.insert_rule(&rule);
                }
            }
        });
    }
    class
}

fn adopted() -> Option<CssStyleSheet> {
    let document = web_sys::window()?.document()?;
    let sheet = CssStyleSheet::new().ok()?;
    let all = document.adopted_style_sheets();
    let all = js_sys::Array::from(&all);
    all.push(&sheet);
    document.set_adopted_style_sheets(&all);
    Some(sheet)
}

/// On paper only the colour counts, for the bars and keys that print it; the ink is the document's.
fn rules(class: &str, rgb: Rgb) -> [String; 2] {
    let painted = rgb.painted();
    let both = |day: Rgb, night: Rgb| format!("light-dark({day},{night})");
    let (paper, ink) = (
        both(painted.paper, painted.night_paper),
        both(painted.ink, painted.night_ink),
    );
    [
        format!(
            "@media screen{{.{class}{{--paper:{paper};--ink:{ink};--muted:{ink};background:{paper};color:{ink}}}}}"
        ),
        format!("@media print{{.{class}{{--paper:{rgb}}}}}"),
    ]
}
