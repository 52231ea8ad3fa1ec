//! A QR code as a drawing: dark on light by day and by night, since cameras expect that.

use std::fmt::Write as _;

use fast_qr::qr::QRBuilder;
use leptos::prelude::*;

/// Modules of light around the code, as ISO/IEC 18004 asks for.
const QUIET: usize = 4;

/// A code that was made of a text: one path, and the width of the drawing in modules.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Drawing {
    path: String,
    width: usize,
}

/// Makes the drawing; nothing if the text is longer than a code can hold (2,953 bytes).
fn drawing(text: &str) -> Option<Drawing> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let start = x;
            while x < code.size && code[y][x].value() {
                x += 1;
            }
            if x > start {
                // One rectangle a run: a tenth of the path that single modules need.
                let (left, top, run) = (start + QUIET, y + QUIET, x - start);
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x += 1;
        }
    }
    Some(Drawing {
        path,
        width: code.size + 2 * QUIET,
    })
}

/// Draws a text as a QR code; `label` says to a screen reader what it leads to.
#[component]
pub fn Qr(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| drawing(&text.get()));
    move || {
        drawn.get().map(|drawn| {
            view! {
                <svg
                    class="qr"
                    role="img"
                    aria-label=move || label.get()
                    viewBox=format!("0 0 {0} {0}", drawn.width)
                    shape-rendering="crispEdges"
                >
                    <rect class="qr-ground" width=drawn.width height=drawn.width />
                    <path class="qr-ink" d=drawn.path />
                </svg>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_fits_a_code_that_a_phone_reads_from_a_screen() {
        let link = format!(
            "https://callboard.example.org/join#{}.{}",
            "a".repeat(16),
            "b".repeat(32)
        );
        let drawn = drawing(&link).unwrap();
        assert!(drawn.width <= 53 + 2 * QUIET, "{}", drawn.width);
        // The finder at the top left begins with a run of seven dark modules.
        assert!(drawn.path.starts_with("M4 4h7v1h-7z"));
    }

    #[test]
    fn a_text_that_is_too_long_draws_nothing() {
        assert_eq!(drawing(&"x".repeat(3000)), None);
    }
}
