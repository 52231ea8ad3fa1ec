//! Colours as people choose them, and what keeps text on them readable: the ink of either mode,
//! and a paper dim enough for the night.

use std::fmt;

/// A colour of the sRGB space.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A paper as it is drawn by day and at night, each with the ink on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Painted {
    pub paper: Rgb,
    pub ink: Rgb,
    pub night_paper: Rgb,
    pub night_ink: Rgb,
}

/// The inks of the app, and those that are left where a paper stands between the two.
const DARK: Rgb = Rgb(0x1a, 0x1c, 0x23);
const LIGHT: Rgb = Rgb(0xf2, 0xf0, 0xec);
const BLACK: Rgb = Rgb(0, 0, 0);
const WHITE: Rgb = Rgb(255, 255, 255);

/// The least contrast of text and paper (WCAG 2.2, 1.4.3).
pub const CONTRAST_MIN: f64 = 4.5;
/// The most light that a paper gives at night: the presets' night papers stand just below it.
const NIGHT_MAX: f64 = 0.09;

/// Papers as printers sell them, light enough for dark ink: white, canary, goldenrod, orange, salmon,
/// pink, lavender, blue, aqua, green, tan, grey.
pub const PALETTE: [Rgb; 12] = [
    Rgb(0xff, 0xff, 0xff),
    Rgb(0xfa, 0xf3, 0x92),
    Rgb(0xfb, 0xce, 0x5c),
    Rgb(0xfd, 0xb1, 0x71),
    Rgb(0xfd, 0xa2, 0x93),
    Rgb(0xff, 0xc5, 0xd1),
    Rgb(0xd8, 0xc3, 0xf3),
    Rgb(0xa8, 0xd3, 0xf9),
    Rgb(0xa3, 0xe9, 0xed),
    Rgb(0xa8, 0xeb, 0xb5),
    Rgb(0xde, 0xc7, 0xa7),
    Rgb(0xce, 0xce, 0xce),
];

impl Rgb {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let n = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = n.to_be_bytes();
        Some(Self(r, g, b))
    }

    /// Returns how much light it gives, from 0 to 1 (WCAG's relative luminance).
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Returns how well two colours are told apart, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Returns the paper of this colour for day and night, with inks that can be read on it.
    pub fn painted(self) -> Painted {
        let night_paper = self.dimmed();
        Painted {
            paper: self,
            ink: self.ink(),
            night_paper,
            night_ink: night_paper.ink(),
        }
    }

    fn ink(self) -> Rgb {
        let reads = |ink: &Rgb| self.contrast(*ink) >= CONTRAST_MIN;
        let last = if self.contrast(BLACK) >= self.contrast(WHITE) {
            BLACK
        } else {
            WHITE
        };
        [DARK, LIGHT].into_iter().find(reads).unwrap_or(last)
    }

    /// Takes light away and keeps the hue.
    fn dimmed(self) -> Rgb {
        let light = self.luminance();
        if light <= NIGHT_MAX {
            return self;
        }
        let [r, g, b] = self.linear().map(|part| encode(part * NIGHT_MAX / light));
        Self(r, g, b)
    }

    fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }
}

fn encode(linear: f64) -> u8 {
    let part = if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    };
    // Between 0 and 255 by the clamp; rounded down, so that it gives no more light than asked.
    (part * 255.0).clamp(0.0, 255.0) as u8
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_colour_is_read_as_a_browser_writes_it() {
        let check = |text: &str, want: Option<Rgb>| assert_eq!(Rgb::parse(text), want, "{text}");
        check("#ffcc00", Some(Rgb(255, 204, 0)));
        check("#FFcc00", Some(Rgb(255, 204, 0)));
        check("ffcc00", None);
        check("#fc0", None);
        check("#ffcc0g", None);
        check("#+fcc00", None);
        check("", None);
        assert_eq!(Rgb(255, 4, 0).to_string(), "#ff0400");
    }

    #[test]
    fn papers_of_the_trade_take_dark_ink_by_day_and_light_ink_at_night() {
        let check = |text: &str, ink: Rgb, night: Rgb| {
            let painted = Rgb::parse(text).unwrap().painted();
            assert_eq!((painted.ink, painted.night_ink), (ink, night), "{text}");
        };
        check("#ffffff", DARK, LIGHT);
        check("#fdec9e", DARK, LIGHT);
        check("#000080", LIGHT, LIGHT);
        // Between the two inks of the app.
        check("#777777", BLACK, LIGHT);
    }

    #[test]
    fn the_palette_has_no_colour_twice_and_takes_dark_ink() {
        let all: std::collections::BTreeSet<Rgb> = PALETTE.into_iter().collect();
        assert_eq!(all.len(), PALETTE.len());
        assert!(PALETTE.iter().all(|rgb| rgb.painted().ink == DARK));
    }

    proptest! {
        #[test]
        fn text_on_any_colour_can_be_read_by_day_and_at_night(r: u8, g: u8, b: u8) {
            let rgb = Rgb(r, g, b);
            let painted = rgb.painted();
            prop_assert_eq!(Rgb::parse(&rgb.to_string()), Some(rgb));
            prop_assert!(painted.paper.contrast(painted.ink) >= CONTRAST_MIN);
            prop_assert!(painted.night_paper.contrast(painted.night_ink) >= CONTRAST_MIN);
            prop_assert!(painted.night_paper.luminance() <= NIGHT_MAX + 1e-9);
        }
    }
}
