//! What stands on the sheet of a center's experts: columns, order, counts.

use crate::exchange::{Cell, Handout, HandoutColumn, Table};
use crate::portal::{Center, Expert, Portal, TopicKey};
use crate::source::{ExpertKind, Text, Visibility};
use crate::text::{Language, calendar, collator};
use crate::theme::plain_markdown;

/// The full list of a center's experts, or of those on one topic.
pub(super) struct Sheet<'a> {
    portal: &'a Portal,
    center: &'a Center,
    topic: Option<TopicKey>,
    language: Language,
    experts: Vec<&'a Expert>,
}

/// A column: what it is called in tables for programs and on paper, its width there, and what it says.
struct Column {
    key: &'static str,
    japanese: &'static str,
    english: &'static str,
    width: u16,
    /// Its text for people.
    shown: fn(&Sheet<'_>, &Expert) -> String,
    /// Its text for programs, where that is another.
    raw: Option<fn(&Sheet<'_>, &Expert) -> String>,
}

impl Column {
    const fn new(
        key: &'static str,
        [japanese, english]: [&'static str; 2],
        width: u16,
        shown: fn(&Sheet<'_>, &Expert) -> String,
    ) -> Self {
        Self { key, japanese, english, width, shown, raw: None }
    }

    const fn raw(self, raw: fn(&Sheet<'_>, &Expert) -> String) -> Self {
        Self { raw: Some(raw), ..self }
    }
}

/// The columns. Their keys are those of experts.csv.
const COLUMNS: [Column; 11] = [
    Column::new("topics", ["テーマ", "Topics"], 19, topics).raw(|sheet, expert| sheet.topic_ids(expert).join(";")),
    Column::new("visibility", ["公開区分", "Visibility"], 12, |sheet, expert| {
        visibility(expert.record.visibility, sheet.language).to_owned()
    })
    .raw(|_, expert| expert.record.visibility.word().to_owned()),
    Column::new("kind", ["種別", "Kind"], 12, |sheet, expert| kind(expert.record.kind, sheet.language).to_owned())
        .raw(|_, expert| expert.record.kind.word().to_owned()),
    Column::new("name", ["氏名・名称", "Name"], 22, |sheet, expert| sheet.text(Some(&expert.record.name))),
    Column::new("reading", ["よみ", "Reading"], 19, |_, expert| expert.record.reading.clone().unwrap_or_default()),
    Column::new("organisation", ["所属", "Organisation"], 19, |sheet, expert| {
        sheet.text(expert.record.organisation.as_ref())
    }),
    Column::new("qualification", ["資格", "Qualification"], 19, |sheet, expert| {
        sheet.text(expert.record.qualification.as_ref())
    }),
    Column::new("contact", ["連絡先", "Contact"], 24, |_, expert| expert.record.contact.clone().unwrap_or_default()),
    Column::new("languages", ["対応言語", "Languages"], 12, languages)
        .raw(|_, expert| expert.record.languages.join(";")),
    Column::new("verified_on", ["確認日", "Verified"], 17, verified)
        .raw(|_, expert| expert.record.verified_on.map(|date| date.to_string()).unwrap_or_default()),
    Column::new("note", ["備考", "Note"], 24, |_, expert| expert.record.note.clone().unwrap_or_default()),
];

impl<'a> Sheet<'a> {
    /// The experts of `center`, by the first of their topics in the order of topics, then by reading.
    pub fn new(portal: &'a Portal, center: &'a Center, topic: Option<TopicKey>, language: Language) -> Self {
        let serves = |expert: &&Expert| topic.is_none_or(|topic| expert.topics.contains(&topic));
        let mut experts: Vec<&Expert> = center.experts.iter().filter(serves).collect();
        // Of one topic, what else an expert serves is no reason to stand first.
        let first = |expert: &Expert| topic.or_else(|| expert.topics.iter().min().copied());
        let reading = |expert: &Expert| {
            let name = || expert.record.name.localised(Language::Japanese).0.to_owned();
            expert.record.reading.clone().unwrap_or_else(name)
        };
        let collator = collator(Language::Japanese);
        // An expert without a topic, whose topics were all wrong, would stand last.
        experts.sort_by(|a, b| {
            let (reading_a, reading_b) = (reading(a), reading(b));
            (first(a).is_none(), first(a))
                .cmp(&(first(b).is_none(), first(b)))
                .then_with(|| {
                    collator.as_ref().map_or(std::cmp::Ordering::Equal, |order| order.compare(&reading_a, &reading_b))
                })
                .then_with(|| reading_a.cmp(&reading_b))
                .then_with(|| a.record.id.value.cmp(&b.record.id.value))
        });
        Self { portal, center, topic, language, experts }
    }

    /// How many experts it lists.
    pub fn len(&self) -> usize {
        self.experts.len()
    }

    /// The sheet for people.
    pub fn handout(&self) -> Handout {
        let center = self.text(Some(&self.center.record.name));
        let heading = |column: &Column| self.word(column.japanese, column.english).to_owned();
        Handout {
            language: self.language,
            date: self.portal.date,
            marking: self.marking().to_owned(),
            title: match self.language {
                Language::Japanese => format!("{center} 専門家紹介票"),
                Language::English => format!("{center}: experts"),
            },
            about: self.about(),
            columns: (COLUMNS.iter())
                .map(|column| HandoutColumn { heading: heading(column), width: column.width })
                .collect(),
            rows: (self.experts.iter())
                .map(|expert| COLUMNS.iter().map(|column| (column.shown)(self, expert)).collect())
                .collect(),
        }
    }

    /// The sheet for programs: every row carries the marking, so that the file stays a table.
    pub fn table(&self) -> Table {
        let context = ["marking", "center", "date", "id"];
        let keys = COLUMNS.iter().map(|column| column.key);
        let mut table = Table::new(context.into_iter().chain(keys).chain(["stale"]));
        table.rows = (self.experts.iter())
            .map(|expert| {
                let context = [self.marking(), &self.center.id, &self.portal.date.to_string(), &expert.record.id.value]
                    .map(Cell::from);
                let cells = COLUMNS.iter().map(|column| column.raw.unwrap_or(column.shown)(self, expert).into());
                let stale = if expert.is_stale(self.portal.date) { "yes" } else { "no" };
                context.into_iter().chain(cells).chain([stale.into()]).collect()
            })
            .collect();
        table
    }

    /// What the sheet covers, of which day it is, and how many entries of which visibility it has.
    fn about(&self) -> Vec<String> {
        let topic = match self.topic {
            Some(key) => self.text(Some(&self.portal.topic(key).record.name)),
            None => self.word("すべて", "all").to_owned(),
        };
        let counts = [Visibility::Public, Visibility::OnRequest, Visibility::Internal].map(|of| {
            let count = self.experts.iter().filter(|expert| expert.record.visibility == of).count();
            match self.language {
                Language::Japanese => format!("{} {count} 件", visibility(of, self.language)),
                Language::English => format!("{} {count}", visibility(of, self.language)),
            }
        });
        let day = calendar::day(self.portal.date, self.language);
        let stale = self.experts.iter().filter(|expert| expert.is_stale(self.portal.date)).count();
        let total = self.experts.len();
        let mut lines = match self.language {
            Language::Japanese => {
                vec![format!("テーマ：{topic}　／　{day}現在"), format!("全 {total} 件（{}）", counts.join("、"))]
            }
            Language::English => {
                vec![format!("Topic: {topic}. As of {day}."), format!("Entries: {total} ({})", counts.join(", "))]
            }
        };
        if stale > 0 {
            lines.push(match self.language {
                Language::Japanese => format!("「要確認」：1年以内に確認されていないもの（{stale} 件）"),
                Language::English => format!("“To be verified”: not verified within a year ({stale})"),
            });
        }
        if self.portal.site.sample || self.center.record.sample {
            lines.push(self.word("見本のデータです。", "These are sample data.").to_owned());
        }
        lines
    }

    fn marking(&self) -> &'static str {
        self.word("取扱注意", "Confidential")
    }

    fn word(&self, japanese: &'static str, english: &'static str) -> &'static str {
        word(self.language, japanese, english)
    }

    fn text(&self, text: Option<&Text>) -> String {
        text.map(|text| plain_markdown(text.localised(self.language).0)).unwrap_or_default()
    }

    fn topic_ids(&self, expert: &Expert) -> Vec<&str> {
        expert.topics.iter().map(|&key| self.portal.topic(key).record.id.value.as_str()).collect()
    }
}

fn topics(sheet: &Sheet<'_>, expert: &Expert) -> String {
    let mut keys = expert.topics.clone();
    // The first one is the one by which the expert has its place.
    keys.sort_unstable();
    let names = keys.into_iter().map(|key| sheet.text(Some(&sheet.portal.topic(key).record.name)));
    names.collect::<Vec<_>>().join(sheet.word("、", ", "))
}

fn languages(sheet: &Sheet<'_>, expert: &Expert) -> String {
    let name = |code: &String| match (Language::from_code(code), sheet.language) {
        (Some(language), Language::Japanese) => language.japanese_name().to_owned(),
        (Some(language), Language::English) => language.english_name().to_owned(),
        (None, _) => code.clone(),
    };
    expert.record.languages.iter().map(name).collect::<Vec<_>>().join(sheet.word("、", ", "))
}

/// The day on which an entry was last found right, and whether it is time to look again.
fn verified(sheet: &Sheet<'_>, expert: &Expert) -> String {
    let day = expert.record.verified_on.map(|date| calendar::day(date, sheet.language));
    let mark = expert.is_stale(sheet.portal.date).then(|| sheet.word("要確認", "To be verified").to_owned());
    [mark, day].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn word(language: Language, japanese: &'static str, english: &'static str) -> &'static str {
    if language == Language::Japanese { japanese } else { english }
}

fn visibility(of: Visibility, language: Language) -> &'static str {
    match of {
        Visibility::Public => word(language, "公開", "Public"),
        Visibility::OnRequest => word(language, "求めに応じ提供", "On request"),
        Visibility::Internal => word(language, "内部限り", "Internal"),
    }
}

fn kind(of: ExpertKind, language: Language) -> &'static str {
    match of {
        ExpertKind::Person => word(language, "個人", "Person"),
        ExpertKind::Institution => word(language, "機関", "Institution"),
    }
}
