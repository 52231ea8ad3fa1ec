//! A point on the map, and the many ways in which people paste one.

use crate::record::Value;

/// Millionths of a degree, about 11 cm of latitude: fields of a record are whole numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Coordinates {
    /// -90,000,000 to 90,000,000; north is positive.
    pub lat_micro: i64,
    /// -180,000,000 to 180,000,000; east is positive.
    pub lon_micro: i64,
}

/// Why a text is no point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CoordinatesProblem {
    /// A short link hides its point behind the map's own server.
    ShortLink,
    /// A map's address without a point in it.
    NoPoint,
    /// The latitude is beyond 90 degrees; the other way round it would be a point.
    Swapped,
    OutOfRange,
    NotUnderstood,
}

impl Coordinates {
    /// Makes a point of whole numbers, unless it is none.
    pub fn new(lat_micro: i64, lon_micro: i64) -> Option<Self> {
        ((-90_000_000..=90_000_000).contains(&lat_micro)
            && (-180_000_000..=180_000_000).contains(&lon_micro))
        .then_some(Self {
            lat_micro,
            lon_micro,
        })
    }

    fn from_degrees(lat: f64, lon: f64) -> Result<Self, CoordinatesProblem> {
        let micro = |degrees: f64| (degrees * 1e6).round() as i64;
        let inside = |lat: f64, lon: f64| lat.abs() <= 90.0 && lon.abs() <= 180.0;
        if !inside(lat, lon) {
            return Err(if inside(lon, lat) {
                CoordinatesProblem::Swapped
            } else {
                CoordinatesProblem::OutOfRange
            });
        }
        Ok(Self {
            lat_micro: micro(lat),
            lon_micro: micro(lon),
        })
    }

    /// Writes the point as `51.5,-0.12`, as links and people take it.
    pub fn to_text(self) -> String {
        format!("{},{}", degrees(self.lat_micro), degrees(self.lon_micro))
    }

    /// Returns the values of the fields `lat` and `lon`.
    pub fn values(self) -> (Value, Value) {
        (Value::Int(self.lat_micro), Value::Int(self.lon_micro))
    }

    /// Reads what was typed or pasted: decimal degrees, degrees with minutes and seconds,
    /// a `geo:` link, or the address of a Google, Apple or OpenStreetMap page.
    pub fn parse(typed: &str) -> Result<Self, CoordinatesProblem> {
        let typed = typed.trim();
        if let Some(rest) = strip_start(typed, "geo:") {
            return from_geo(rest);
        }
        if typed.contains("://") || looks_like_address(typed) {
            return from_address(typed);
        }
        from_text(typed)
    }
}

/// Writes millionths of a degree without zeros at the end.
pub(super) fn degrees(micro: i64) -> String {
    let sign = if micro < 0 { "-" } else { "" };
    let micro = micro.unsigned_abs();
    let text = format!("{sign}{}.{:06}", micro / 1_000_000, micro % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn strip_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start)
        .then(|| &text[start.len()..])
}

fn looks_like_address(typed: &str) -> bool {
    let host = typed.split('/').next().unwrap_or_default();
    typed.contains('/')
        && [
            "google",
            "goo.gl",
            "apple",
            "openstreetmap",
            "osm.org",
            "bing",
        ]
        .iter()
        .any(|name| host.to_ascii_lowercase().contains(name))
}

fn from_geo(rest: &str) -> Result<Coordinates, CoordinatesProblem> {
    let (point, query) = rest.split_once('?').unwrap_or((rest, ""));
    // Phones write `geo:0,0?q=51.5,-0.12(Pier 4)` when they share a pin with a name.
    for (key, value) in pairs(query) {
        if key == "q"
            && let Some(found) = pair(value.split('(').next().unwrap_or_default())
        {
            return found;
        }
    }
    let point = point.split(';').next().unwrap_or_default();
    pair(point).unwrap_or(Err(CoordinatesProblem::NotUnderstood))
}

fn from_address(address: &str) -> Result<Coordinates, CoordinatesProblem> {
    let address = decoded(address);
    let bare = address
        .split_once("://")
        .map_or(address.as_str(), |(_, rest)| rest);
    let lower = bare.to_ascii_lowercase();
    // The pin itself stands in the data part of a Google address; the `@` is only the view.
    if let (Some(lat), Some(lon)) = (after(bare, "!3d"), after(bare, "!4d")) {
        return Coordinates::from_degrees(lat, lon);
    }
    let query = bare.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let (mut mlat, mut mlon) = (None, None);
    for (key, value) in pairs(query) {
        match key {
            "mlat" => mlat = value.parse::<f64>().ok(),
            "mlon" => mlon = value.parse::<f64>().ok(),
            "query" | "q" | "ll" | "coordinate" | "destination" | "daddr" | "center" | "sll" => {
                if let Some(found) = pair(strip_start(value, "loc:").unwrap_or(value)) {
                    return found;
                }
            }
            _ => {}
        }
    }
    if let (Some(lat), Some(lon)) = (mlat, mlon) {
        return Coordinates::from_degrees(lat, lon);
    }
    for piece in bare.split(['/', '@', '?', '#', '&']) {
        // `51.5,-0.12,17z` of Google, `51.5,-0.12` in a path.
        let mut numbers = piece.split(',');
        if let (Some(lat), Some(lon)) = (numbers.next(), numbers.next())
            && lat.contains('.')
            && let Some(found) = pair(&format!("{lat},{lon}"))
        {
            return found;
        }
        // `map=17/51.5/-0.12` of OpenStreetMap is cut by the slashes: read on from there.
        if piece.starts_with("map=")
            && let Some(rest) = bare.split_once("map=").map(|(_, rest)| rest)
        {
            let mut parts = rest.split(['/', '&']).skip(1);
            if let (Some(lat), Some(lon)) = (parts.next(), parts.next())
                && let Some(found) = pair(&format!("{lat},{lon}"))
            {
                return found;
            }
        }
    }
    let short = [
        "goo.gl/",
        "maps.app.goo.gl",
        "maps.apple/",
        "osm.org/go/",
        "g.co/",
    ];
    Err(if short.iter().any(|host| lower.starts_with(host)) {
        CoordinatesProblem::ShortLink
    } else {
        CoordinatesProblem::NoPoint
    })
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('='))
}

fn after(text: &str, mark: &str) -> Option<f64> {
    let (_, rest) = text.split_once(mark)?;
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')))
        .unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// Reads `51.5,-0.12`; nothing if it is not two numbers.
fn pair(text: &str) -> Option<Result<Coordinates, CoordinatesProblem>> {
    let (lat, lon) = text.split_once(',')?;
    let number = |text: &str| {
        let text = text.trim().trim_start_matches('+');
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        plain.then(|| text.parse::<f64>().ok()).flatten()
    };
    Some(Coordinates::from_degrees(number(lat)?, number(lon)?))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let hex = |b: Option<u8>| b.and_then(|b| (b as char).to_digit(16));
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = ahead;
            }
            (b'+', _, _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One number of a typed point with what stood behind it.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Mark {
    Number(f64),
    Degrees,
    Minutes,
    Seconds,
    /// `N E S W`: whether it is a latitude, and its sign.
    Side {
        lat: bool,
        sign: f64,
    },
    /// A comma or semicolon between the two halves.
    Cut,
}

fn from_text(typed: &str) -> Result<Coordinates, CoordinatesProblem> {
    let marks = marks(typed).ok_or(CoordinatesProblem::NotUnderstood)?;
    let (first, second) = halves(&marks).ok_or(CoordinatesProblem::NotUnderstood)?;
    let first = half(&first).ok_or(CoordinatesProblem::NotUnderstood)?;
    let second = half(&second).ok_or(CoordinatesProblem::NotUnderstood)?;
    match (first, second) {
        ((lat, Some(true) | None), (lon, Some(false) | None))
        | ((lon, Some(false)), (lat, Some(true) | None))
        | ((lon, None), (lat, Some(true))) => Coordinates::from_degrees(lat, lon),
        _ => Err(CoordinatesProblem::NotUnderstood),
    }
}

fn marks(typed: &str) -> Option<Vec<Mark>> {
    // "51,5; -0,12" and "51,5 -0,12": a comma between digits is a decimal comma only if there
    // are two of them, or something else parts the halves.
    let commas = decimal_commas(typed);
    let letters: Vec<char> = typed.chars().collect();
    let mut out = Vec::new();
    let mut n = 0;
    while n < letters.len() {
        let c = letters[n];
        match c {
            '0'..='9' | '.' | '-' | '+' | '−' => {
                let start = n;
                n += 1;
                while n < letters.len()
                    && (letters[n].is_ascii_digit()
                        || letters[n] == '.'
                        || (letters[n] == ','
                            && commas
                            && letters.get(n + 1).is_some_and(char::is_ascii_digit)))
                {
                    n += 1;
                }
                let text: String = letters[start..n]
                    .iter()
                    .map(|c| match c {
                        ',' => '.',
                        '−' => '-',
                        other => *other,
                    })
                    .collect();
                out.push(Mark::Number(text.trim_start_matches('+').parse().ok()?));
                continue;
            }
            '°' | 'º' | '˚' => out.push(Mark::Degrees),
            '\'' | '′' | '’' | '‘' | 'ʹ' if letters.get(n + 1) == Some(&c) => {
                out.push(Mark::Seconds);
                n += 1;
            }
            '\'' | '′' | '’' | '‘' | 'ʹ' => out.push(Mark::Minutes),
            '"' | '″' | '”' | '“' | 'ʺ' => out.push(Mark::Seconds),
            'N' | 'n' => out.push(Mark::Side {
                lat: true,
                sign: 1.0,
            }),
            'S' | 's' => out.push(Mark::Side {
                lat: true,
                sign: -1.0,
            }),
            'E' | 'e' => out.push(Mark::Side {
                lat: false,
                sign: 1.0,
            }),
            'W' | 'w' => out.push(Mark::Side {
                lat: false,
                sign: -1.0,
            }),
            ',' | ';' => out.push(Mark::Cut),
            c if c.is_whitespace() || matches!(c, '(' | ')' | '\u{200e}' | '\u{200f}') => {}
            _ => return None,
        }
        n += 1;
    }
    Some(out)
}

fn decimal_commas(typed: &str) -> bool {
    let letters: Vec<char> = typed.chars().collect();
    let between = letters
        .windows(3)
        .filter(|w| w[1] == ',' && w[0].is_ascii_digit() && w[2].is_ascii_digit())
        .count();
    !typed.contains('.') && (between >= 2 || (between == 1 && typed.contains(';')))
}

/// Parts the marks into latitude and longitude: at the cut, after the first side, before the
/// second one, or in the middle of the numbers.
fn halves(marks: &[Mark]) -> Option<(Vec<Mark>, Vec<Mark>)> {
    let split = |at: usize| (marks[..at].to_vec(), marks[at..].to_vec());
    let cuts: Vec<usize> = (0..marks.len())
        .filter(|n| marks[*n] == Mark::Cut)
        .collect();
    if let [cut] = cuts[..] {
        return Some((marks[..cut].to_vec(), marks[cut + 1..].to_vec()));
    }
    if !cuts.is_empty() {
        return None;
    }
    let sides: Vec<usize> = (0..marks.len())
        .filter(|n| matches!(marks[*n], Mark::Side { .. }))
        .collect();
    if let [first, second] = sides[..] {
        return Some(if first == 0 {
            split(second)
        } else {
            split(first + 1)
        });
    }
    let numbers: Vec<usize> = (0..marks.len())
        .filter(|n| matches!(marks[*n], Mark::Number(_)))
        .collect();
    if !sides.is_empty() || numbers.len() < 2 || !numbers.len().is_multiple_of(2) {
        return None;
    }
    Some(split(numbers[numbers.len() / 2]))
}

/// Reads one half: degrees with their sign, and whether a side said that it is a latitude.
fn half(marks: &[Mark]) -> Option<(f64, Option<bool>)> {
    let mut side = None;
    let mut numbers = Vec::new();
    for mark in marks {
        match *mark {
            Mark::Number(number) => numbers.push(number),
            Mark::Side { lat, sign } if side.is_none() => side = Some((lat, sign)),
            Mark::Side { .. } | Mark::Cut => return None,
            Mark::Degrees | Mark::Minutes | Mark::Seconds => {}
        }
    }
    let whole = *numbers.first()?;
    let smaller = numbers.get(1..)?;
    if smaller.len() > 2 || smaller.iter().any(|n| !(0.0..60.0).contains(n)) {
        return None;
    }
    let size = whole.abs()
        + smaller.first().copied().unwrap_or_default() / 60.0
        + smaller.get(1).copied().unwrap_or_default() / 3600.0;
    let sign = if whole.is_sign_negative() { -1.0 } else { 1.0 };
    Some((
        size * sign * side.map_or(1.0, |(_, sign)| sign),
        side.map(|(lat, _)| lat),
    ))
}
