//! The sun over a place on a date: rise, set and civil twilight, worked out on the device.
//!
//! The equations are the usual low-precision ones (Meeus, Astronomical Algorithms, chapter 25, as
//! observatories print them): good to a minute or two between the polar circles for the next
//! century. Hills, houses and the weather are not known here.

mod zone;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use zone::{offset_min, offset_min_at, zone};

/// The altitude of the sun's centre at rise and set, in degrees: its radius and the air's bending.
const RISE_DEGREES: f64 = -0.833;
/// The altitude at which civil twilight begins and ends.
const CIVIL_DEGREES: f64 = -6.0;
/// Days from the epoch of the equations, noon of 1 January 2000, in a century.
const CENTURY_DAYS: f64 = 36_525.0;
const DAY_MIN: f64 = 1440.0;

/// When the sun passes an altitude.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pass {
    /// Minutes from midnight of the date; late in a northern summer the second may pass 1440.
    Between { up: i64, down: i64 },
    /// It stays above for the whole date.
    Above,
    /// It stays below for the whole date.
    Below,
}

impl Pass {
    pub fn up(self) -> Option<i64> {
        match self {
            Self::Between { up, .. } => Some(up),
            _ => None,
        }
    }

    pub fn down(self) -> Option<i64> {
        match self {
            Self::Between { down, .. } => Some(down),
            _ => None,
        }
    }
}

/// The light of a date at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sun {
    /// Sunrise and sunset.
    pub sun: Pass,
    /// Civil dawn and dusk.
    pub civil: Pass,
}

/// Works out the light at a pin, in millionths of a degree, north and east positive. `offset_min`
/// is how far the clocks are ahead of UTC.
pub fn sun(lat: i64, lon: i64, date: Date, offset_min: i64) -> Sun {
    let degrees = |millionths: i64| millionths as f64 / 1_000_000.0;
    let place = Site {
        lat: degrees(lat).clamp(-90.0, 90.0).to_radians(),
        lon: degrees(lon),
        date,
        offset_min: offset_min as f64,
    };
    Sun {
        sun: place.pass(RISE_DEGREES),
        civil: place.pass(CIVIL_DEGREES),
    }
}

/// Works out the light at a pin by the clocks of a zone; nothing for a date or zone that is none.
pub fn sun_at(lat: i64, lon: i64, date: &str, zone: &str) -> Option<Sun> {
    let date: Date = date.parse().ok()?;
    Some(sun(lat, lon, date, offset_min(zone, date)?))
}

struct Site {
    /// Radians.
    lat: f64,
    /// Degrees.
    lon: f64,
    date: Date,
    offset_min: f64,
}

/// Where the sun is at a moment.
struct Position {
    /// Radians.
    declination: f64,
    /// How far a sundial is ahead of the clock, in minutes.
    equation_min: f64,
}

impl Site {
    /// Returns when the sun passes an altitude: first guessed from its place at noon, then twice
    /// put right from its place at the moment itself.
    fn pass(&self, altitude: f64) -> Pass {
        let noon = self.noon(&self.position(DAY_MIN / 2.0));
        let first = match self.half_day(altitude, &self.position(noon)) {
            Ok(min) => min,
            Err(pass) => return pass,
        };
        let refine = |side: f64| {
            let mut at = noon + side * first;
            for _ in 0..2 {
                let position = self.position(at);
                if let Ok(half) = self.half_day(altitude, &position) {
                    at = self.noon(&position) + side * half;
                }
            }
            at.round() as i64
        };
        Pass::Between {
            up: refine(-1.0),
            down: refine(1.0),
        }
    }

    /// Returns when the sun is highest, in minutes from midnight, on the date itself also where the
    /// clocks are far from the sun.
    fn noon(&self, position: &Position) -> f64 {
        let noon = DAY_MIN / 2.0 - 4.0 * self.lon - position.equation_min + self.offset_min;
        noon.rem_euclid(DAY_MIN)
    }

    /// Returns the minutes from noon to the altitude, or that it is never reached.
    fn half_day(&self, altitude: f64, position: &Position) -> Result<f64, Pass> {
        let (decl, lat) = (position.declination, self.lat);
        let over = altitude.to_radians().sin() - lat.sin() * decl.sin();
        let under = lat.cos() * decl.cos();
        // At a pole the sun circles: only which side of the altitude it is on can be said.
        if over >= under {
            return Err(Pass::Below);
        }
        if over <= -under {
            return Err(Pass::Above);
        }
        Ok((over / under).acos().to_degrees() * 4.0)
    }

    fn position(&self, minutes: f64) -> Position {
        let epoch = jiff::civil::date(2000, 1, 1);
        let days = epoch.until(self.date).map_or(0, |span| span.get_days());
        let utc_min = minutes - self.offset_min - DAY_MIN / 2.0;
        let t = (f64::from(days) + utc_min / DAY_MIN) / CENTURY_DAYS;

        let mean = (280.466_46 + t * (36_000.769_83 + t * 0.000_303_2)).rem_euclid(360.0);
        let anomaly = (357.529_11 + t * (35_999.050_29 - 0.000_153_7 * t)).to_radians();
        let eccentricity = 0.016_708_634 - t * (0.000_042_037 + 0.000_000_126_7 * t);
        let centre = anomaly.sin() * (1.914_602 - t * (0.004_817 + 0.000_014 * t))
            + (2.0 * anomaly).sin() * (0.019_993 - 0.000_101 * t)
            + (3.0 * anomaly).sin() * 0.000_289;
        let node = (125.04 - 1934.136 * t).to_radians();
        let longitude = (mean + centre - 0.005_69 - 0.004_78 * node.sin()).to_radians();
        let tilt = (23.439_291 - 0.013_004_2 * t + 0.002_56 * node.cos()).to_radians();

        let y = (tilt / 2.0).tan().powi(2);
        let mean = mean.to_radians();
        let equation = y * (2.0 * mean).sin() - 2.0 * eccentricity * anomaly.sin()
            + 4.0 * eccentricity * y * anomaly.sin() * (2.0 * mean).cos()
            - 0.5 * y * y * (4.0 * mean).sin()
            - 1.25 * eccentricity * eccentricity * (2.0 * anomaly).sin();
        Position {
            declination: (tilt.sin() * longitude.sin()).asin(),
            equation_min: 4.0 * equation.to_degrees(),
        }
    }
}
