//! What categories and flags are called in the interface.

use shared::breakdown::{CategoryView, Flag};

/// Names a category: the production's own name, else the interface's word for the standard's.
pub fn category_name(category: &CategoryView) -> String {
    let standard = category.standard.filter(|_| !category.is_renamed);
    let word = standard.and_then(|s| crate::words::find(&format!("category.{}", s.key)));
    match word {
        Some(word) => word.to_owned(),
        None if category.name.is_empty() => crate::t!("breakdown.lost_category").to_owned(),
        None => category.name.to_string(),
    }
}

pub fn flag_word(flag: Flag) -> &'static str {
    crate::words::find(&format!("flag.{}", flag.as_str())).unwrap_or(flag.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::breakdown::category::STANDARD;

    #[test]
    fn every_category_and_flag_has_a_word() {
        for standard in STANDARD {
            let key = format!("category.{}", standard.key);
            assert!(crate::words::find(&key).is_some(), "{key}");
        }
        for flag in Flag::ALL {
            let key = format!("flag.{}", flag.as_str());
            assert!(crate::words::find(&key).is_some(), "{key}");
        }
    }
}
