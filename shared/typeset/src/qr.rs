//! A QR code as runs of dark modules, which the frame draws as rectangles.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;
use serde::Serialize;

/// A code: its width in modules, and each dark run as `[x, y, width]`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Qr {
    pub size: usize,
    pub runs: Vec<[usize; 3]>,
}

/// Makes a code of a text; nothing without one, and if it is longer than a code can hold.
pub fn qr(text: &str) -> Option<Qr> {
    if text.is_empty() {
        return None;
    }
    // Paper is printed anew when it is torn: the least redundancy gives the largest modules.
    let code = QRBuilder::new(text).ecl(ECL::L).build().ok()?;
    let mut runs = Vec::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let start = x;
            while x < code.size && code[y][x].value() {
                x += 1;
            }
            if x > start {
                runs.push([start, y, x - start]);
            }
            x += 1;
        }
    }
    Some(Qr {
        size: code.size,
        runs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_sheet_is_small_enough_for_a_footer() {
        let text = format!(
            "callboard:sheet:{}:{}:{}",
            "a".repeat(20),
            "b".repeat(20),
            "c".repeat(64)
        );
        let code = qr(&text).unwrap();
        assert!(code.size <= 41, "{}", code.size);
        // The finder at the top left begins with a run of seven dark modules.
        assert_eq!(code.runs[0], [0, 0, 7]);
        assert_eq!(qr(&"x".repeat(3000)), None);
    }
}
