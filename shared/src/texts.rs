//! Texts of an interface by key: files of lines, `key = text`, where `{name}` takes an argument
//! and `{n:scene|scenes}` chooses by number. Which files there are, the programs say.

use std::collections::HashMap;

/// The texts of one language.
#[derive(Clone, Debug, Default)]
pub struct Texts(HashMap<&'static str, &'static str>);

impl Texts {
    /// Reads files of lines.
    pub fn of(files: &[&'static str]) -> Self {
        let lines = files.iter().flat_map(|file| file.lines());
        let pairs = lines.filter_map(|line| line.split_once('='));
        Self(pairs.map(|(key, text)| (key.trim(), text.trim())).collect())
    }

    /// Returns a text, if there is one of this key.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.0.get(key).copied()
    }
}

/// Puts arguments into a text.
pub fn fill(text: &str, arguments: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((inside, after)) = after.split_once('}') else {
            // No argument is meant: the sign stands for itself.
            out.push('{');
            rest = after;
            break;
        };
        let (name, forms) = inside.split_once(':').unwrap_or((inside, ""));
        let value = arguments
            .iter()
            .find(|(n, _)| *n == name)
            .map_or("", |(_, v)| v.as_str());
        match forms.split_once('|') {
            Some((one, many)) => out.push_str(if value == "1" { one } else { many }),
            None => out.push_str(value),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_its_arguments() {
        let texts = Texts::of(&["a = {n} {n:scene|scenes} of {who}\n\nb=x = y\n"]);
        let check = |n: &str, want: &str| {
            let text = texts.find("a").unwrap();
            let with = [("n", n.to_owned()), ("who", "Ann".to_owned())];
            assert_eq!(fill(text, &with), want);
        };
        check("1", "1 scene of Ann");
        check("3", "3 scenes of Ann");
        assert_eq!(texts.find("b"), Some("x = y"));
        assert_eq!(texts.find("c"), None);
        assert_eq!(fill("an {open", &[]), "an {open");
    }
}
