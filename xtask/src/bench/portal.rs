//! The portal that Shirube builds, and the pages that both generators share.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::Result;
use super::prose::{Both, Language, Random, sentence};

/// The title of the portal.
pub const TITLE: Both = ("産業保健の手引き", "Occupational health guide");
/// What the portal is.
pub const DESCRIPTION: Both = (
    "働く人の健康を守るための手引きを集めたページです。",
    "A collection of guides to protecting the health of people at work.",
);
/// Where the portal would be published.
pub const BASE_URL: &str = "https://portal.example/";

/// A topic.
pub struct Topic {
    /// Its id, the last segment of its address.
    pub id: &'static str,
    /// Its name.
    pub name: Both,
    /// What it covers.
    pub summary: Both,
}

/// The topics, in the order in which they are shown.
pub const TOPICS: [Topic; 8] = [
    Topic {
        id: "treatment-and-work",
        name: ("治療と仕事の両立支援", "Balancing treatment and work"),
        summary: (
            "病気の治療を受けながら働き続けるための支援。",
            "Support for going on working under medical treatment.",
        ),
    },
    Topic {
        id: "mental-health",
        name: ("メンタルヘルス対策", "Mental health"),
        summary: ("心の健康づくりと不調への対応。", "Keeping people mentally well and responding when they are not."),
    },
    Topic {
        id: "stress-check",
        name: ("ストレスチェック", "Stress check"),
        summary: (
            "検査の実施、面接指導と職場の改善。",
            "The survey, interviews with a doctor, and improving the workplace.",
        ),
    },
    Topic {
        id: "overwork",
        name: ("過重労働対策", "Overwork"),
        summary: ("長時間労働による健康障害の防止。", "Preventing harm to health from long working hours."),
    },
    Topic {
        id: "health-checkups",
        name: ("健康診断", "Health check-ups"),
        summary: ("健康診断の実施とその後の措置。", "Holding check-ups and acting on their results."),
    },
    Topic {
        id: "small-workplaces",
        name: ("小規模事業場", "Small workplaces"),
        summary: ("労働者50人未満の事業場の産業保健。", "Occupational health where fewer than 50 people work."),
    },
    Topic {
        id: "work-environment",
        name: ("作業環境管理", "Working environment"),
        summary: ("有害な物質、暑さ、騒音などの管理。", "Managing harmful substances, heat, noise and the like."),
    },
    Topic {
        id: "older-workers",
        name: ("高年齢労働者の健康", "Health of older workers"),
        summary: (
            "転倒や腰痛の予防と体力に応じた配置。",
            "Preventing falls and back pain, and work that suits each one’s strength.",
        ),
    },
];

const ASPECTS: [Both; 8] = [
    ("進め方", "how to proceed"),
    ("事例", "a case"),
    ("よくある質問", "questions and answers"),
    ("記録の残し方", "keeping records"),
    ("担当者の役割", "who does what"),
    ("年間計画", "the yearly plan"),
    ("点検のポイント", "points to check"),
    ("関係機関との連携", "working with other institutions"),
];

const HEADINGS: [Both; 8] = [
    ("はじめに確かめること", "What to check first"),
    ("準備", "Preparation"),
    ("実施の手順", "Procedure"),
    ("記録と保存", "Records"),
    ("本人への説明", "Explaining it to the person concerned"),
    ("結果の生かし方", "Using the results"),
    ("個人情報の扱い", "Personal information"),
    ("困ったときの相談先", "Where to turn for advice"),
];

/// The sentences of the sections of a page, in characters of Japanese or words of English; single pages differ by up to
/// 30 %. With introduction, headings and links the body of a page has some 900 characters or 250 words on average.
const SECTIONS: (usize, usize) = (780, 187);

/// One page in both languages.
pub struct PageText {
    number: u32,
    pairs: u32,
}

impl PageText {
    /// Page `number`, from 1 to half of `pages`: every page counts once in each language.
    pub fn new(number: u32, pages: u32) -> Self {
        Self { number, pairs: pages / 2 }
    }

    /// All pages of a portal of `pages`.
    pub fn all(pages: u32) -> impl Iterator<Item = Self> {
        (1..=pages / 2).map(move |number| Self::new(number, pages))
    }

    /// The last segment of its address.
    pub fn name(&self) -> String {
        format!("page-{:05}", self.number)
    }

    /// The name of its file.
    pub fn file_name(&self, language: Language) -> String {
        match language {
            Language::Japanese => format!("{}.md", self.name()),
            Language::English => format!("{}.en.md", self.name()),
        }
    }

    /// Front matter and Markdown. `root` stands before the address of every link: empty, or `/ja` and the like.
    pub fn markdown(&self, language: Language, root: &str) -> String {
        // What both languages share comes first, so that the structure of a page is the same in both.
        let mut random = Random::new(u64::from(self.number));
        let first = random.below(TOPICS.len());
        let second = (first + 1 + random.below(TOPICS.len() - 1)) % TOPICS.len();
        let (topic, other) = (&TOPICS[first], &TOPICS[second]);
        let aspect = language.of(random.pick(&ASPECTS));
        let name = language.of(topic.name);
        let title = match language {
            Language::Japanese => format!("{name}：{aspect}（{}）", self.number),
            Language::English => format!("{name}: {aspect} ({})", self.number),
        };
        let sections = 3 + random.below(3);
        let first_heading = random.below(HEADINGS.len());
        let list = random.below(sections);
        let target = language.of_lengths(SECTIONS) * (70 + random.below(61)) / 100;

        let mut text = format!(
            "---\ntitle: \"{title}\"\ndescription: \"{}\"\ntopics: [{}, {}]\n---\n",
            language.of(topic.summary),
            topic.id,
            other.id
        );
        let see_also = match language {
            Language::Japanese => format!("[{name}]({root}/topics/{}/)も参照のこと。", topic.id),
            Language::English => format!("See also [{name}]({root}/topics/{}/).", topic.id),
        };
        let _ = writeln!(text, "{} {see_also}", sentence(&mut random, language));
        let mut written = 0;
        for section in 0..sections {
            let heading = language.of(HEADINGS[(first_heading + section) % HEADINGS.len()]);
            let _ = write!(text, "\n## {heading}\n\n");
            if section == list {
                for _ in 0..4 {
                    let item = sentence(&mut random, language);
                    written += language.length(&item);
                    let _ = writeln!(text, "- {item}");
                }
                text.push('\n');
            }
            // Paragraphs of three sentences until the share of the section is used up.
            let share = target * (section + 1) / sections;
            for position in 1.. {
                let sentence = sentence(&mut random, language);
                written += language.length(&sentence);
                text.push_str(&sentence);
                if written >= share {
                    break;
                }
                text.push_str(if position % 3 == 0 { "\n\n" } else { language.of(("", " ")) });
            }
            text.push('\n');
        }
        let _ = write!(text, "\n## {}\n\n", language.of(("関連するページ", "Related pages")));
        for _ in 0..2 {
            let related = Self { number: self.related(&mut random), pairs: self.pairs };
            let label = language.of(random.pick(&ASPECTS));
            let _ = writeln!(text, "- [{label}]({root}/{}/)", related.name());
        }
        let _ = writeln!(text, "- [{}]({root}/topics/{}/)", language.of(other.name), other.id);
        text
    }

    /// The number of some page of the portal.
    fn related(&self, random: &mut Random) -> u32 {
        let pairs = usize::try_from(self.pairs).unwrap_or(usize::MAX);
        u32::try_from(random.below(pairs)).map_or(1, |number| number + 1)
    }
}

impl Language {
    /// As `of`, for lengths.
    fn of_lengths(self, lengths: (usize, usize)) -> usize {
        match self {
            Self::Japanese => lengths.0,
            Self::English => lengths.1,
        }
    }
}

/// Writes the content of a portal of `pages` pages for Shirube into `folder`.
pub fn write(folder: &Path, pages: u32) -> Result<()> {
    let year = folder.join("directives/2023");
    fs::create_dir_all(&year)?;
    fs::write(folder.join("site.yaml"), site())?;
    fs::write(folder.join("topics.yaml"), topics())?;
    fs::write(year.join("edition.yaml"), EDITION)?;
    fs::write(year.join("1-general.yaml"), PART)?;
    let folder = folder.join("pages");
    fs::create_dir_all(&folder)?;
    for page in PageText::all(pages) {
        for language in Language::ALL {
            fs::write(folder.join(page.file_name(language)), page.markdown(language, ""))?;
        }
    }
    Ok(())
}

fn site() -> String {
    format!(
        "title: {}\ndescription: {}\nlanguages: [ja, en]\nbase_url: {BASE_URL}\nedition: 2023\n\
         organisation:\n  name: {}\n",
        both(TITLE),
        both(DESCRIPTION),
        both(TITLE)
    )
}

fn topics() -> String {
    let mut text = String::new();
    for topic in &TOPICS {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "- id: {}\n  name: {}\n  summary: {}\n  featured: true\n",
            topic.id,
            both(topic.name),
            both(topic.summary)
        );
    }
    text
}

/// A text in both languages, as YAML.
fn both(text: Both) -> String {
    format!("{{ja: \"{}\", en: \"{}\"}}", text.0, text.1)
}

const EDITION: &str = "\
title: {ja: 令和5年度の指示事項, en: Directives for fiscal year 2023}
from: 2023-04-01
until: 2024-03-31
";

/// A portal needs directives; the smallest ones, for the pages are what is measured.
const PART: &str = "\
id: general
number: I
title: {ja: 全般, en: General}
plan_items:
  - id: training
    number: \"1\"
    title: {ja: 研修, en: Training}
    activities:
      - id: seminars
        title: {ja: 研修の開催, en: Holding seminars}
        topics: [overwork]
        directives:
          - text: {ja: 研修を年に1回以上開く。, en: Hold at least one seminar a year.}
";

#[cfg(test)]
mod tests {
    use super::{Language, PageText};

    /// The length of a page without front matter, marks and the targets of its links.
    fn visible(page: &str, language: Language) -> usize {
        let body = page.splitn(3, "---\n").nth(2).unwrap_or_default();
        let pieces: Vec<&str> =
            body.split("](").map(|piece| piece.split_once("/)").map_or(piece, |(_, rest)| rest)).collect();
        language.length(&pieces.concat().replace(['#', '-', '*', '['], ""))
    }

    #[test]
    fn pages_are_reproducible_and_as_long_as_promised() {
        let pages = 400;
        for language in Language::ALL {
            let average =
                PageText::all(pages).map(|page| visible(&page.markdown(language, ""), language)).sum::<usize>() / 200;
            let promised = language.of_lengths((900, 250));
            assert!(average.abs_diff(promised) < promised / 20, "{language:?}: {average} on average");
        }
        let page = PageText::new(7, pages);
        assert_eq!(page.markdown(Language::English, ""), PageText::new(7, pages).markdown(Language::English, ""));
        assert_ne!(page.markdown(Language::English, ""), PageText::new(8, pages).markdown(Language::English, ""));
    }

    #[test]
    fn every_slot_of_a_sentence_is_filled() {
        for page in PageText::all(400) {
            for language in Language::ALL {
                let text = page.markdown(language, "");
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
    }
}
