//! The 47 prefectures of Japan by their codes in JIS X 0401, and the regions in which they are usually listed.

use super::Language;

/// Names in Japanese (without 都, 府, 県, as on signposts), their readings, and names in English, in the order of the codes 1 to 47.
#[rustfmt::skip]
const PREFECTURES: [(&str, &str, &str); 47] = [
    ("北海道", "ほっかいどう", "Hokkaido"), ("青森", "あおもり", "Aomori"), ("岩手", "いわて", "Iwate"),
    ("宮城", "みやぎ", "Miyagi"), ("秋田", "あきた", "Akita"), ("山形", "やまがた", "Yamagata"),
    ("福島", "ふくしま", "Fukushima"), ("茨城", "いばらき", "Ibaraki"), ("栃木", "とちぎ", "Tochigi"),
    ("群馬", "ぐんま", "Gunma"), ("埼玉", "さいたま", "Saitama"), ("千葉", "ちば", "Chiba"), ("東京", "とうきょう", "Tokyo"),
    ("神奈川", "かながわ", "Kanagawa"), ("新潟", "にいがた", "Niigata"), ("富山", "とやま", "Toyama"),
    ("石川", "いしかわ", "Ishikawa"), ("福井", "ふくい", "Fukui"), ("山梨", "やまなし", "Yamanashi"),
    ("長野", "ながの", "Nagano"), ("岐阜", "ぎふ", "Gifu"), ("静岡", "しずおか", "Shizuoka"), ("愛知", "あいち", "Aichi"),
    ("三重", "みえ", "Mie"), ("滋賀", "しが", "Shiga"), ("京都", "きょうと", "Kyoto"), ("大阪", "おおさか", "Osaka"),
    ("兵庫", "ひょうご", "Hyogo"), ("奈良", "なら", "Nara"), ("和歌山", "わかやま", "Wakayama"), ("鳥取", "とっとり", "Tottori"),
    ("島根", "しまね", "Shimane"), ("岡山", "おかやま", "Okayama"), ("広島", "ひろしま", "Hiroshima"),
    ("山口", "やまぐち", "Yamaguchi"), ("徳島", "とくしま", "Tokushima"), ("香川", "かがわ", "Kagawa"),
    ("愛媛", "えひめ", "Ehime"), ("高知", "こうち", "Kochi"), ("福岡", "ふくおか", "Fukuoka"), ("佐賀", "さが", "Saga"),
    ("長崎", "ながさき", "Nagasaki"), ("熊本", "くまもと", "Kumamoto"), ("大分", "おおいた", "Oita"),
    ("宮崎", "みやざき", "Miyazaki"), ("鹿児島", "かごしま", "Kagoshima"), ("沖縄", "おきなわ", "Okinawa"),
];

/// The regions, each with its first and last prefecture code.
const REGIONS: [(&str, &str, u32, u32); 8] = [
    ("北海道・東北", "Hokkaido and Tohoku", 1, 7),
    ("関東", "Kanto", 8, 14),
    ("北陸・甲信越", "Hokuriku and Koshinetsu", 15, 20),
    ("東海", "Tokai", 21, 24),
    ("近畿", "Kinki", 25, 30),
    ("中国", "Chugoku", 31, 35),
    ("四国", "Shikoku", 36, 39),
    ("九州・沖縄", "Kyushu and Okinawa", 40, 47),
];

/// The name of a prefecture; empty for a code outside 1 to 47.
#[must_use]
pub fn name(code: u32, language: Language) -> &'static str {
    let index = usize::try_from(code).unwrap_or_default().wrapping_sub(1);
    PREFECTURES.get(index).map_or("", |(japanese, _, english)| match language {
        Language::Japanese => japanese,
        Language::English => english,
    })
}

/// How the name of a prefecture is read, in hiragana; empty for a code outside 1 to 47.
#[must_use]
pub fn reading(code: u32) -> &'static str {
    let index = usize::try_from(code).unwrap_or_default().wrapping_sub(1);
    PREFECTURES.get(index).map_or("", |(_, reading, _)| reading)
}

/// The code of a prefecture among local governments (全国地方公共団体コード), by which open data of Japan are joined: the two
/// digits of JIS X 0401, three zeros in place of a municipality, and the check digit by the formula of 総務省.
///
/// ```
/// use shirube::text::prefecture::local_government_code;
/// assert_eq!(local_government_code(1), "010006");
/// assert_eq!(local_government_code(13), "130001");
/// assert_eq!(local_government_code(47), "470007");
/// ```
#[must_use]
pub fn local_government_code(code: u32) -> String {
    let sum = code / 10 % 10 * 6 + code % 10 * 5;
    let check = (11 - sum % 11) % 10;
    format!("{code:02}000{check}")
}

/// The regions from north to south: their names, and the prefecture codes that belong to each.
pub fn regions(language: Language) -> impl Iterator<Item = (&'static str, std::ops::RangeInclusive<u32>)> {
    REGIONS.into_iter().map(move |(japanese, english, first, last)| {
        (if language == Language::Japanese { japanese } else { english }, first..=last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefecture_is_in_exactly_one_region() {
        let mut codes: Vec<u32> = regions(Language::English).flat_map(|(_, codes)| codes).collect();
        codes.sort_unstable();
        assert_eq!(codes, (1..=47).collect::<Vec<_>>());
        assert_eq!(name(13, Language::Japanese), "東京");
        assert_eq!(name(47, Language::English), "Okinawa");
        assert_eq!(name(0, Language::English), "");
    }
}
