//! E-mail addresses: a check for slips of the finger, not for every letter of the standard.

/// What is wrong with an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EmailProblem {
    NoAt,
    /// More than one `@`, or a `,` or `;`: two addresses in one field.
    Several,
    Space,
    /// Nothing before the `@`, or a dot at the wrong place.
    Name,
    /// No full domain behind the `@`.
    Domain,
}

/// Checks an address as typed. Nothing is no address and no problem.
pub fn check(typed: &str) -> Result<(), EmailProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(());
    }
    if typed.contains([',', ';']) || typed.matches('@').count() > 1 {
        return Err(EmailProblem::Several);
    }
    if typed.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(EmailProblem::Space);
    }
    let Some((name, domain)) = typed.split_once('@') else {
        return Err(EmailProblem::NoAt);
    };
    let loose = |text: &str| {
        text.is_empty() || text.starts_with('.') || text.ends_with('.') || text.contains("..")
    };
    if loose(name) || name.contains(['<', '>', '(', ')', '"', ':']) {
        return Err(EmailProblem::Name);
    }
    let top = domain.rsplit('.').next().unwrap_or_default();
    let letters = domain
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    if loose(domain) || !domain.contains('.') || !letters || top.chars().count() < 2 {
        return Err(EmailProblem::Domain);
    }
    Ok(())
}

/// Returns the link that writes to the address, unless it cannot be one.
pub fn link(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty() && check(typed).is_ok()).then(|| {
        let safe = typed
            .replace('%', "%25")
            .replace('?', "%3F")
            .replace('&', "%26")
            .replace('#', "%23");
        format!("mailto:{safe}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_odd_addresses_pass() {
        let check = |typed: &str, want: Result<(), EmailProblem>| {
            assert_eq!(super::check(typed), want, "{typed}");
        };
        check("", Ok(()));
        check("dana@nightferry.example", Ok(()));
        check("dana.okafor+set@mail.co.uk", Ok(()));
        check("zoë@köhler.de", Ok(()));
        check("dana", Err(EmailProblem::NoAt));
        check("dana@", Err(EmailProblem::Domain));
        check("dana@nightferry", Err(EmailProblem::Domain));
        check("dana@night..example", Err(EmailProblem::Domain));
        check("dana@nightferry.e", Err(EmailProblem::Domain));
        check("dana okafor@x.com", Err(EmailProblem::Space));
        check("a@x.com, b@x.com", Err(EmailProblem::Several));
        check("dana@@x.com", Err(EmailProblem::Several));
        check("@x.com", Err(EmailProblem::Name));
        check("dana.@x.com", Err(EmailProblem::Name));
        assert_eq!(link("a&b@x.com").as_deref(), Some("mailto:a%26b@x.com"));
        assert_eq!(link("a@x"), None);
    }
}
