//! Token buckets and counts, one for each address.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Locks; a thread that panicked while it held the lock leaves plain data behind.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What counts as one address: an IPv6 customer has a whole /64.
pub fn address_key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let prefix = u128::from(v6) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(prefix))
        }
        v4 => v4,
    }
}

/// A bucket that fills at a steady rate up to its burst.
#[derive(Clone, Debug)]
pub struct Bucket {
    tokens: f64,
    burst: f64,
    per_second: f64,
    filled: Instant,
}

impl Bucket {
    pub fn full(burst: u32, per_second: f64, now: Instant) -> Self {
        let burst = f64::from(burst.max(1));
        Self {
            tokens: burst,
            burst,
            per_second,
            filled: now,
        }
    }

    /// Takes one token, or says that there is none.
    #[cfg(test)]
    fn take(&mut self, now: Instant) -> bool {
        self.take_many(1, now)
    }

    /// Takes several tokens, or none if there are not so many.
    pub fn take_many(&mut self, count: u32, now: Instant) -> bool {
        self.fill(now);
        let has = self.tokens >= f64::from(count);
        if has {
            self.tokens -= f64::from(count);
        }
        has
    }

    /// Gives a token back that turned out not to count.
    pub fn give_back(&mut self) {
        self.tokens = (self.tokens + 1.0).min(self.burst);
    }

    fn fill(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.filled).as_secs_f64();
        self.tokens = (self.tokens + seconds * self.per_second).min(self.burst);
        self.filled = now;
    }

    fn is_full(&mut self, now: Instant) -> bool {
        self.fill(now);
        self.tokens >= self.burst
    }
}

/// Buckets by key; full ones are forgotten, so the map holds only who was busy lately.
pub struct Buckets<K> {
    burst: u32,
    per_second: f64,
    buckets: Mutex<HashMap<K, Bucket>>,
}

/// More keys than this and the full buckets are swept out.
const SWEEP_AT: usize = 4096;

impl<K: Hash + Eq> Buckets<K> {
    pub fn new(burst: u32, per_second: f64) -> Self {
        Self {
            burst,
            per_second,
            buckets: Mutex::default(),
        }
    }

    pub fn per_minute(count: u32) -> Self {
        Self::new(count, f64::from(count) / 60.0)
    }

    pub fn take(&self, key: K) -> bool {
        self.take_many(key, 1)
    }

    /// Takes several tokens, or none if there are not so many.
    pub fn take_many(&self, key: K, count: u32) -> bool {
        let now = Instant::now();
        let mut buckets = lock(&self.buckets);
        if buckets.len() >= SWEEP_AT {
            buckets.retain(|_, bucket| !bucket.is_full(now));
        }
        buckets
            .entry(key)
            .or_insert_with(|| Bucket::full(self.burst, self.per_second, now))
            .take_many(count, now)
    }

    /// As [`Self::take_many`], where more than the bucket ever holds takes all of it: otherwise
    /// it would be asked for again for ever.
    pub fn take_up_to_all(&self, key: K, count: u64) -> bool {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.take_many(key, count.min(self.burst.max(1)))
    }

    pub fn give_back(&self, key: &K) {
        if let Some(bucket) = lock(&self.buckets).get_mut(key) {
            bucket.give_back();
        }
    }
}

/// Counts what is open at once, in all and by address.
pub struct Places {
    total: usize,
    per_address: usize,
    taken: Mutex<(usize, HashMap<IpAddr, usize>)>,
}

/// One place, free again when dropped.
pub struct Taken {
    places: Arc<Places>,
    address: IpAddr,
}

impl Places {
    pub fn new(total: usize, per_address: usize) -> Arc<Self> {
        Arc::new(Self {
            total,
            per_address,
            taken: Mutex::default(),
        })
    }

    /// Takes a place, or nothing if all of them, or all of this address, are taken.
    pub fn take(self: &Arc<Self>, address: IpAddr) -> Option<Taken> {
        let address = address_key(address);
        let mut taken = lock(&self.taken);
        let here = taken.1.get(&address).copied().unwrap_or(0);
        if taken.0 >= self.total || here >= self.per_address {
            return None;
        }
        taken.0 += 1;
        taken.1.insert(address, here + 1);
        Some(Taken {
            places: self.clone(),
            address,
        })
    }

    pub fn count(&self) -> usize {
        lock(&self.taken).0
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut taken = lock(&self.places.taken);
        taken.0 = taken.0.saturating_sub(1);
        if let Some(here) = taken.1.get_mut(&self.address) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                taken.1.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_fills_at_its_rate() {
        let start = Instant::now();
        let mut bucket = Bucket::full(2, 1.0, start);
        assert!(bucket.take(start));
        assert!(bucket.take(start));
        assert!(!bucket.take(start));
        assert!(bucket.take(start + Duration::from_secs(1)));
        assert!(!bucket.take(start + Duration::from_secs(1)));
    }

    #[test]
    fn many_tokens_are_taken_all_or_none() {
        let start = Instant::now();
        let mut bucket = Bucket::full(3, 1.0, start);
        assert!(!bucket.take_many(4, start));
        assert!(bucket.take_many(3, start));
        assert!(!bucket.take_many(2, start + Duration::from_secs(1)));
        assert!(bucket.take_many(2, start + Duration::from_secs(2)));
    }

    #[test]
    fn a_place_is_free_again_when_dropped() {
        let places = Places::new(10, 1);
        let here = IpAddr::from([10, 0, 0, 1]);
        let taken = places.take(here);
        assert!(taken.is_some());
        assert!(places.take(here).is_none());
        assert!(places.take(IpAddr::from([10, 0, 0, 2])).is_some());
        drop(taken);
        assert!(places.take(here).is_some());
    }

    #[test]
    fn one_customer_of_ipv6_is_one_address() {
        let parse = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(
            address_key(parse("2001:db8:1:2::1")),
            address_key(parse("2001:db8:1:2:ffff::9"))
        );
        assert_eq!(address_key(parse("::ffff:10.0.0.1")), parse("10.0.0.1"));
    }
}
