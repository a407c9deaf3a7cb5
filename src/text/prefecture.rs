//! The 47 prefectures of Japan by their codes in JIS X 0401, and the regions in which they are usually listed.

use super::Language;

/// Names in Japanese (without 都, 府, 県, as on signposts) and English, in the order of the codes 1 to 47.
const PREFECTURES: [(&str, &str); 47] = [
    ("北海道", "Hokkaido"),
    ("青森", "Aomori"),
    ("岩手", "Iwate"),
    ("宮城", "Miyagi"),
    ("秋田", "Akita"),
    ("山形", "Yamagata"),
    ("福島", "Fukushima"),
    ("茨城", "Ibaraki"),
    ("栃木", "Tochigi"),
    ("群馬", "Gunma"),
    ("埼玉", "Saitama"),
    ("千葉", "Chiba"),
    ("東京", "Tokyo"),
    ("神奈川", "Kanagawa"),
    ("新潟", "Niigata"),
    ("富山", "Toyama"),
    ("石川", "Ishikawa"),
    ("福井", "Fukui"),
    ("山梨", "Yamanashi"),
    ("長野", "Nagano"),
    ("岐阜", "Gifu"),
    ("静岡", "Shizuoka"),
    ("愛知", "Aichi"),
    ("三重", "Mie"),
    ("滋賀", "Shiga"),
    ("京都", "Kyoto"),
    ("大阪", "Osaka"),
    ("兵庫", "Hyogo"),
    ("奈良", "Nara"),
    ("和歌山", "Wakayama"),
    ("鳥取", "Tottori"),
    ("島根", "Shimane"),
    ("岡山", "Okayama"),
    ("広島", "Hiroshima"),
    ("山口", "Yamaguchi"),
    ("徳島", "Tokushima"),
    ("香川", "Kagawa"),
    ("愛媛", "Ehime"),
    ("高知", "Kochi"),
    ("福岡", "Fukuoka"),
    ("佐賀", "Saga"),
    ("長崎", "Nagasaki"),
    ("熊本", "Kumamoto"),
    ("大分", "Oita"),
    ("宮崎", "Miyazaki"),
    ("鹿児島", "Kagoshima"),
    ("沖縄", "Okinawa"),
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
    PREFECTURES.get(index).map_or("", |(japanese, english)| match language {
        Language::Japanese => japanese,
        Language::English => english,
    })
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
