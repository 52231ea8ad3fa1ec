//! Links that open a place in whatever map a phone has.

use super::coordinates::{Coordinates, degrees};

/// The same place in several maps.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MapLinks {
    /// Opens the phone's own choice of map on Android; needs a point.
    pub geo: Option<String>,
    pub google: String,
    pub apple: String,
    pub osm: String,
}

/// Makes the links of a place from its pin, or else from its address; nothing without either.
pub fn links(name: &str, at: Option<Coordinates>, address: &str) -> Option<MapLinks> {
    let (name, address) = (name.trim(), address.trim());
    if let Some(at) = at {
        let point = at.to_text();
        let label = encoded(name);
        let (lat, lon) = (degrees(at.lat_micro), degrees(at.lon_micro));
        let shown = if name.is_empty() {
            encoded(&point)
        } else {
            label.clone()
        };
        let geo_label = if name.is_empty() {
            String::new()
        } else {
            format!("({label})")
        };
        return Some(MapLinks {
            geo: Some(format!("geo:{point}?q={point}{geo_label}")),
            google: format!(
                "https://www.google.com/maps/search/?api=1&query={}",
                encoded(&point)
            ),
            apple: format!("https://maps.apple.com/?ll={point}&q={shown}"),
            osm: format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"),
        });
    }
    if address.is_empty() {
        return None;
    }
    let one_line: Vec<&str> = address
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let query = encoded(&one_line.join(", "));
    Some(MapLinks {
        geo: None,
        google: format!("https://www.google.com/maps/search/?api=1&query={query}"),
        apple: format!("https://maps.apple.com/?q={query}"),
        osm: format!("https://www.openstreetmap.org/search?query={query}"),
    })
}

/// Writes text so that it can stand in a query.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
