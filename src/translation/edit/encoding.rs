//! The bytes of a text in the encoding that its file has: spreadsheets save tables in several.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// How a file writes its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    encoding: &'static Encoding,
    has_mark: bool,
}

impl Form {
    /// The form in which `text` is `bytes`; `None` where it is in none, so that writing it would change other characters.
    pub fn of(text: &str, bytes: &[u8]) -> Option<Self> {
        let marked = [UTF_8, UTF_16LE, UTF_16BE].map(|encoding| Self { encoding, has_mark: true });
        let plain = [UTF_8, SHIFT_JIS].map(|encoding| Self { encoding, has_mark: false });
        marked.into_iter().chain(plain).find(|form| form.encode(text).is_some_and(|encoded| encoded == bytes))
    }

    /// `text` in this form; `None` where it cannot hold a character.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let marked = if self.has_mark { format!("\u{feff}{text}") } else { text.to_owned() };
        match self.encoding {
            encoding if encoding == UTF_8 => Some(marked.into_bytes()),
            encoding if encoding == UTF_16LE => Some(marked.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            encoding if encoding == UTF_16BE => Some(marked.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            encoding => {
                let (bytes, _, has_replaced) = encoding.encode(&marked);
                (!has_replaced).then(|| bytes.into_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_spreadsheet_is_found_and_kept() {
        let text = "氏名,山田①\r\n";
        for (encoding, has_mark) in
            [(UTF_8, false), (UTF_8, true), (UTF_16LE, true), (UTF_16BE, true), (SHIFT_JIS, false)]
        {
            let bytes = Form { encoding, has_mark }.encode(text).unwrap();
            let found = Form::of(text, &bytes).unwrap();
            assert_eq!((found.encoding, found.has_mark), (encoding, has_mark));
        }
        let office = Form { encoding: SHIFT_JIS, has_mark: false };
        assert_eq!(office.encode("naïve 🩺"), None);
        assert!(Form::of(text, b"something else").is_none());
    }
}
