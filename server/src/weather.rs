//! The weather of a day, from the one source that the installation names. The relay asks, so that
//! the app talks with nobody else.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use shared::weather::{Forecast, Unread, read};
use shared::wire::http::Weather;
use tokio::sync::Semaphore;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::clock::now_ms;
use crate::limits::lock;
use crate::options::WeatherOptions;

const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// A day's forecast is a few hundred bytes, sixteen days a few thousand.
const ANSWER_MAX_BYTES: u64 = 256 * 1024;
/// Models are run a few times a day.
const FRESH_FOR: Duration = Duration::from_secs(30 * 60);
const KEPT_MAX: usize = 1000;
const AT_ONCE: usize = 4;

/// A place in hundredths of a degree, about a kilometre, and a civil date: nobody beside the
/// production learns more exactly where it shoots, and neighbours share an answer.
pub type Question = (i32, i32, String);

pub struct Source {
    pub name: String,
    template: String,
    agent: Agent,
    kept: Mutex<HashMap<Question, (Instant, Weather)>>,
    places: Arc<Semaphore>,
}

/// Why there is no forecast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoForecast {
    /// The source did not answer, or with something that is no forecast.
    Unreachable,
    /// It says nothing of this date.
    NoSuchDate,
}

impl Source {
    /// Returns the source that the installation names, if it names one.
    pub fn of(options: &WeatherOptions) -> Option<Self> {
        let template = options.weather_url.clone()?;
        let host = host(&template).to_owned();
        let config = Agent::config_builder()
            .timeout_global(Some(ANSWER_WITHIN))
            // An answer that points elsewhere would lead past what the installation named.
            .max_redirects(0)
            .max_redirects_will_error(true)
            .proxy(None)
            .user_agent(concat!("callboard/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Outside {
            is_private_too: options.weather_private,
            inner: DefaultResolver::default(),
        };
        Some(Self {
            name: options.weather_name.clone().unwrap_or(host),
            template,
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            kept: Mutex::default(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// Returns the forecast, from the source or as it was told less than half an hour ago.
    ///
    /// # Errors
    /// Says whether trying again later can help.
    pub async fn ask(&self, question: Question) -> Result<Weather, NoForecast> {
        if let Some(known) = self.known(&question) {
            return Ok(known);
        }
        let place = self.places.clone().acquire_owned().await;
        // Whoever asked the same while this one waited has the answer now.
        if let Some(known) = self.known(&question) {
            return Ok(known);
        }
        let (url, date) = (filled(&self.template, &question), question.2.clone());
        let agent = self.agent.clone();
        let asked = tokio::task::spawn_blocking(move || {
            // The place is held until the answer, also when nobody waits for it any more.
            let _place = place;
            fetch(&agent, &url, &date)
        });
        let asked = asked.await;
        let forecast = asked.unwrap_or(Err(NoForecast::Unreachable))?;
        let weather = Weather {
            source: self.name.clone(),
            fetched_ms: now_ms(),
            forecast,
        };
        let mut kept = lock(&self.kept);
        if kept.len() >= KEPT_MAX {
            kept.retain(|_, (at, _)| at.elapsed() < FRESH_FOR);
        }
        if kept.len() < KEPT_MAX {
            kept.insert(question, (Instant::now(), weather.clone()));
        }
        Ok(weather)
    }

    fn known(&self, question: &Question) -> Option<Weather> {
        let kept = lock(&self.kept);
        let (at, weather) = kept.get(question)?;
        (at.elapsed() < FRESH_FOR).then(|| weather.clone())
    }
}

/// Returns the host of an address, without what one signs in with or a key behind it.
fn host(template: &str) -> &str {
    let authority = template.split(['/', '?', '#']).nth(2).unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

/// Puts a question into the template of an address.
fn filled(template: &str, (lat, lon, date): &Question) -> String {
    template
        .replace("{lat}", &degrees(*lat))
        .replace("{lon}", &degrees(*lon))
        .replace("{date}", date)
}

fn degrees(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let all = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

fn fetch(agent: &Agent, url: &str, date: &str) -> Result<Forecast, NoForecast> {
    let unreachable = |why: ureq::Error| {
        // The address may hold the installation's key, so it is not written down.
        tracing::warn!("the weather source did not answer: {why}");
        NoForecast::Unreachable
    };
    let mut answer = match agent.get(url).call() {
        Ok(answer) => answer,
        // Sources refuse a date that they do not reach.
        Err(ureq::Error::StatusCode(400 | 404 | 422)) => return Err(NoForecast::NoSuchDate),
        Err(why) => return Err(unreachable(why)),
    };
    let body = answer.body_mut().with_config().limit(ANSWER_MAX_BYTES);
    let body = body.read_to_vec().map_err(unreachable)?;
    read(&body, date).map_err(|why| match why {
        Unread::NoSuchDate => NoForecast::NoSuchDate,
        Unread::NotTheForm => {
            tracing::warn!("the weather source answered with something that is no forecast");
            NoForecast::Unreachable
        }
    })
}

/// Finds addresses outside this machine's own networks; a connection goes to what was found, so a
/// name cannot mean one address when it is checked and another when it is used.
#[derive(Debug)]
struct Outside {
    is_private_too: bool,
    inner: DefaultResolver,
}

impl Resolver for Outside {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.is_private_too {
            return Ok(found);
        }
        let mut outside = self.empty();
        for address in found.iter().filter(|address| is_outside(address.ip())) {
            outside.push(*address);
        }
        if outside.is_empty() {
            tracing::warn!(
                "the weather source is on a private address: start with --weather-private if that is meant"
            );
            return Err(ureq::Error::HostNotFound);
        }
        Ok(outside)
    }
}

/// Says whether an address is one of the open internet's (IANA's special-purpose registries).
fn is_outside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_outside_v4(v4),
        IpAddr::V6(v6) => is_outside_v6(v6),
    }
}

fn is_outside_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_protocol = (a, b, c) == (192, 0, 0) || (a, b, c) == (192, 88, 99);
    let is_benchmark = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || a >= 224
        || is_shared
        || is_protocol
        || is_benchmark
        || v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_documentation())
}

fn is_outside_v6(v6: Ipv6Addr) -> bool {
    let segments = v6.segments();
    match segments {
        // NAT64 and 6to4 carry an IPv4 address inside.
        [0x64, 0xff9b, 0, 0, 0, 0, a, b] => is_outside_v4(embedded(a, b)),
        [0x2002, a, b, ..] => is_outside_v4(embedded(a, b)),
        // Teredo, benchmarks, documentation.
        [0x2001, 0 | 2 | 0xdb8, ..] => false,
        // Only 2000::/3 is given out.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

fn embedded(a: u16, b: u16) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(a) << 16) | u32::from(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_internet_is_outside() {
        let check = |text: &str, want: bool| {
            assert_eq!(is_outside(text.parse().unwrap()), want, "{text}");
        };
        for open in [
            "93.184.216.34",
            "100.128.0.1",
            "2606:4700::1",
            "64:ff9b::5db8:d822",
        ] {
            check(open, true);
        }
        for own in [
            "0.0.0.0",
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "2001:db8::1",
        ] {
            check(own, false);
        }
    }

    #[test]
    fn a_place_is_told_to_a_kilometre() {
        let url = filled(
            "x?a={lat}&o={lon}&d={date}",
            &(5013, -7, "2027-05-03".into()),
        );
        assert_eq!(url, "x?a=50.13&o=-0.07&d=2027-05-03");
    }
}
