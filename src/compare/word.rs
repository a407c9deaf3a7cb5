//! Words, as far as the script tells where they end.

/// What a character may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Hiragana,
    Latin,
    Digit,
    Blank,
    /// Brackets, full stops, signs: each a word of its own.
    Sign,
}

/// What hiragana begins with where it is no ending of the word before it.
const PARTICLES: [&str; 33] = [
    "を",
    "は",
    "が",
    "に",
    "で",
    "と",
    "の",
    "も",
    "へ",
    "や",
    "から",
    "まで",
    "より",
    "など",
    "だけ",
    "ほか",
    "こと",
    "もの",
    "ため",
    "とき",
    "ところ",
    "ごと",
    "ずつ",
    "のみ",
    "また",
    "ただ",
    "その",
    "これ",
    "それ",
    "この",
    "あらかじめ",
    "さらに",
    "なお",
];

/// What is counted: with the number before it, one word.
const UNITS: [&str; 22] = [
    "年度", "時間", "箇所", "か所", "ヶ所", "カ所", "割", "回", "件", "年", "月", "日", "時", "分", "人", "名", "歳",
    "条", "項", "号", "％", "%",
];

/// What follows an amount: a word of its own, whatever kanji come behind.
const BOUNDS: [&str; 6] = ["以上", "以下", "以内", "未満", "程度", "まで"];

/// A text cut into words: runs of kanji with their endings, of katakana, of hiragana, of Latin letters; numbers with
/// their unit; every sign and blank by itself. All of them together are the text.
///
/// ```
/// use shirube::compare::words;
/// assert_eq!(words("研修を1,000回以上開く。"), ["研修", "を", "1,000回", "以上", "開く", "。"]);
/// assert_eq!(words("at least 20% of workers’ time"), ["at", " ", "least", " ", "20%", " ", "of", " ", "workers’", " ", "time"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let bound = BOUNDS.iter().find(|bound| rest.starts_with(**bound));
        let length = match script(first) {
            _ if bound.is_some() => bound.map_or(0, |bound| bound.len()),
            Script::Sign => first.len_utf8(),
            Script::Digit => {
                let number = number(rest);
                let behind = &rest[number..];
                number + UNITS.iter().find(|unit| behind.starts_with(**unit)).map_or(0, |unit| unit.len())
            }
            Script::Kanji if first == '等' => first.len_utf8(),
            Script::Kanji => {
                let kanji = run(rest, Script::Kanji);
                if let Some(end) = and_others(&rest[..kanji]) {
                    words.push(&rest[..end]);
                    rest = &rest[end..];
                    continue;
                }
                let behind = &rest[kanji..];
                let is_particle = PARTICLES.iter().any(|particle| behind.starts_with(particle));
                kanji + if is_particle { 0 } else { run(behind, Script::Hiragana) }
            }
            script => run(rest, script),
        };
        let (word, behind) = rest.split_at(length);
        words.push(word);
        rest = behind;
    }
    words
}

/// Where kanji end in 等, “and others”, which is no part of the word before it; but that of 平等 is.
fn and_others(kanji: &str) -> Option<usize> {
    let end = kanji.char_indices().skip(1).find(|(_, one)| *one == '等')?.0;
    let is_part = kanji[..end].ends_with(['平', '均', '同', '対', '高', '初', '中', '優', '劣']);
    (!is_part).then_some(end)
}

/// How long the text is of one script in bytes.
fn run(text: &str, script: Script) -> usize {
    text.find(|one: char| self::script(one) != script).unwrap_or(text.len())
}

/// How long a number is: digits, with commas and points between them.
fn number(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, one)) = characters.next() {
        let is_between = matches!(one, ',' | '.' | '，' | '．')
            && characters.peek().is_some_and(|(_, next)| script(*next) == Script::Digit);
        if script(one) != Script::Digit && !is_between {
            break;
        }
        end = at + one.len_utf8();
    }
    end
}

fn script(one: char) -> Script {
    match one {
        '0'..='9' | '０'..='９' => Script::Digit,
        '\u{3041}'..='\u{3096}' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => Script::Katakana,
        '々'
        | '〆'
        | '〇'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Kanji,
        '\'' | '’' | '-' => Script::Latin,
        '\n' => Script::Sign,
        blank if blank.is_whitespace() => Script::Blank,
        letter if letter.is_alphabetic() => Script::Latin,
        _ => Script::Sign,
    }
}
