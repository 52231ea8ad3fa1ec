//! Who a browser speaks for, and where a request comes from.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// The other end of the connection, put into every request by the accept loop.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Says whether a request comes from a page of this relay, or from no page at all.
/// `others` are the origins that were allowed beside the relay's own.
pub fn is_allowed(headers: &HeaderMap, others: &[String]) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    if others
        .iter()
        .any(|other| other.trim_end_matches('/') == origin)
    {
        return true;
    }
    let authority = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    match (authority, host) {
        (Some(authority), Some(host)) => authority.eq_ignore_ascii_case(host),
        _ => false,
    }
}

/// Returns the client's address. Behind a trusted proxy it is the last one that the proxy
/// wrote; what stands before it was written by the client.
pub fn client_address(headers: &HeaderMap, peer: IpAddr, is_proxied: bool) -> IpAddr {
    if !is_proxied {
        return peer;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    forwarded
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        pairs.collect()
    }

    #[test]
    fn only_pages_of_the_relay_itself_may_connect() {
        let check = |origin: &'static str, want: bool| {
            let headers = headers(&[("host", "board.local:8080"), ("origin", origin)]);
            let others = ["https://crew.example.com".to_owned()];
            assert_eq!(is_allowed(&headers, &others), want, "{origin}");
        };
        check("http://board.local:8080", true);
        check("https://board.local:8080", true);
        check("https://crew.example.com", true);
        check("http://board.local", false);
        check("https://evil.example", false);
        check("null", false);
        assert!(is_allowed(&headers(&[("host", "x")]), &[]));
    }

    #[test]
    fn a_forged_address_before_the_proxys_own_is_not_believed() {
        let peer = IpAddr::from([127, 0, 0, 1]);
        let headers = headers(&[("x-forwarded-for", "1.2.3.4, 10.0.0.7")]);
        assert_eq!(client_address(&headers, peer, false), peer);
        assert_eq!(
            client_address(&headers, peer, true),
            IpAddr::from([10, 0, 0, 7])
        );
    }
}
