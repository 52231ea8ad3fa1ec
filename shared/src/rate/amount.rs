//! Amounts of money as people type and read them; inside they are whole minor units.

use super::currency::Currency;

/// The largest day rate that is read, in minor units: beyond it somebody's finger slipped, and
/// sums over a whole board stay far from the end of an `i64`.
pub const DAY_MINOR_MAX: i64 = 1_000_000_000_000;

/// Why a typed amount is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadAmount {
    /// Something beside digits, groups and one point.
    Unreadable,
    /// More digits behind the point than the currency has.
    TooFine,
    TooLarge,
}

/// Reads an amount of a currency into minor units: `1250`, `1,250.50`, `1.250,50`, `1 250`. A point
/// or comma is the decimal one if no other follows and not three digits stand behind it; with three
/// it groups, but in a currency of three decimal digits it must be clear which is meant.
///
/// # Errors
/// Returns why it is no amount.
pub fn parse_amount(typed: &str, currency: Currency) -> Result<i64, BadAmount> {
    parse_number(typed, currency.digits())
}

/// Reads an amount as [`parse_amount`] does, with as many digits behind the point.
///
/// # Errors
/// Returns why it is no amount.
pub fn parse_number(typed: &str, digits: u32) -> Result<i64, BadAmount> {
    let text: String = typed
        .trim()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '\u{2019}'))
        .collect();
    let (whole, part) = split(&text, digits)?;
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(&whole) || !is_digits(part) {
        return Err(BadAmount::Unreadable);
    }
    let behind = u32::try_from(part.len()).unwrap_or(u32::MAX);
    let missing = digits.checked_sub(behind).ok_or(BadAmount::TooFine)?;
    let all: i64 = format!("{whole}{part}")
        .parse()
        .map_err(|_| BadAmount::TooLarge)?;
    10_i64
        .checked_pow(missing)
        .and_then(|factor| all.checked_mul(factor))
        .filter(|minor| *minor <= DAY_MINOR_MAX)
        .ok_or(BadAmount::TooLarge)
}

/// Parts an amount at its decimal point, groups taken out.
fn split(text: &str, digits: u32) -> Result<(String, &str), BadAmount> {
    let is_mark = |c: char| matches!(c, '.' | ',');
    let Some(at) = text.rfind(is_mark) else {
        return Ok((text.to_owned(), ""));
    };
    let (before, behind) = (&text[..at], &text[at + 1..]);
    let mark = &text[at..=at];
    let is_repeated = before.contains(mark);
    let other = if mark == "." { ',' } else { '.' };
    let groups = is_repeated || (behind.len() == 3 && !before.contains(other) && digits != 3);
    let (whole, part) = if groups { (text, "") } else { (before, behind) };
    let mut groups = whole.split(is_mark);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let is_whole = rest.is_empty() || (1..=3).contains(&first.len());
    if !is_whole || rest.iter().any(|group| group.len() != 3) {
        return Err(BadAmount::Unreadable);
    }
    Ok((format!("{first}{}", rest.concat()), part))
}

/// Writes an amount with its currency: "1,250.50 EUR".
pub fn amount_text(minor: i64, currency: Currency) -> String {
    format!("{} {currency}", number_text(minor, currency.digits()))
}

/// Writes an amount without its currency, with as many digits behind the point: "1,250.50".
pub fn number_text(minor: i64, digits: u32) -> String {
    let one = 10_u64.pow(digits);
    let all = minor.unsigned_abs();
    let whole = (all / one).to_string();
    let mut out = String::new();
    if minor < 0 {
        out.push('-');
    }
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if digits > 0 {
        let width = usize::try_from(digits).unwrap_or_default();
        out.push_str(&format!(".{:0width$}", all % one));
    }
    out
}
