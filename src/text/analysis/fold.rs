//! Characters that mean the same become the same.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A folded character and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folded {
    /// The character.
    pub character: char,
    /// Where its source begins, in bytes.
    pub start: u32,
    /// Where its source ends, in bytes.
    pub end: u32,
    /// Whether it was written in katakana.
    pub is_katakana: bool,
}

/// Appends the folded characters of `text` to `out`.
pub fn fold(text: &str, out: &mut Vec<Folded>) {
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        // Most characters are their own normal form, and so is what follows: nothing combines.
        if is_normal(first) && characters.peek().is_none_or(|(_, next)| is_normal(*next)) {
            let end = offset(start + first.len_utf8());
            let character = one(first.to_ascii_lowercase());
            out.push(Folded { character, start: offset(start), end, is_katakana: is_katakana(first) });
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, mark)) = characters.next_if(|(_, next)| combines(*next)) {
            end = at + mark.len_utf8();
        }
        for normal in text[start..end].nfkc() {
            let is_katakana = is_katakana(normal);
            let lower = normal.to_lowercase().filter(|lower| !is_dropped(*lower)).map(one);
            let (start, end) = (offset(start), offset(end));
            out.extend(lower.map(|character| Folded { character, start, end, is_katakana }));
        }
    }
}

fn is_katakana(normal: char) -> bool {
    matches!(normal, 'ァ'..='ヺ' | 'ー')
}

/// Texts of four gigabytes are none that a page has.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

fn combines(character: char) -> bool {
    character >= '\u{300}' && (is_combining_mark(character) || matches!(character, 'ﾞ' | 'ﾟ'))
}

/// Marks that did not combine, and characters that cannot be seen: soft hyphens, joiners, byte order marks.
fn is_dropped(character: char) -> bool {
    character >= '\u{ad}'
        && (matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
            || combines(character))
}

/// Characters that are their own NFKC, as most are: ASCII, kana, unified ideographs.
fn is_normal(character: char) -> bool {
    matches!(character, '\0'..='\x7f' | '、'..='〓' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn one(character: char) -> char {
    let hiragana = match character {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(character) - 0x60).unwrap_or(character),
        other => other,
    };
    match hiragana {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        // ヶ is read か where things are counted: 1ヶ月.
        'ゕ' | 'ゖ' => 'か',
        '―' | '—' | '–' | '‐' | '‑' | '−' | '─' | '-' => 'ー',
        '’' | 'ʼ' => '\'',
        other => other,
    }
}
