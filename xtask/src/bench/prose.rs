//! Sentences on occupational health in two languages, the same for the same seed.

use std::fmt::Write as _;

/// A language of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// The authoritative language.
    Japanese,
    /// The translation.
    English,
}

impl Language {
    /// Both, the authoritative one first.
    pub const ALL: [Self; 2] = [Self::Japanese, Self::English];

    /// The segment of the address.
    pub fn code(self) -> &'static str {
        self.of(("ja", "en"))
    }

    /// What a text of both languages says in this one.
    pub fn of(self, text: Both) -> &'static str {
        match self {
            Self::Japanese => text.0,
            Self::English => text.1,
        }
    }

    /// How long a text is in the measure of its language: characters of Japanese, words of English.
    pub fn length(self, text: &str) -> usize {
        match self {
            Self::Japanese => text.chars().filter(|character| !character.is_whitespace()).count(),
            Self::English => text.split_whitespace().count(),
        }
    }
}

/// Japanese and English.
pub type Both = (&'static str, &'static str);

/// A small generator of numbers that look random (`SplitMix64`).
pub struct Random(u64);

impl Random {
    /// The sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `bound`, which is above 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // The high half is the better one, and below 2^32 it fits every usize that runs this.
        ((mixed ^ (mixed >> 31)) >> 32) as usize % bound
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// One sentence, with its full stop; in English without the space after it.
pub fn sentence(random: &mut Random, language: Language) -> String {
    let pattern = language.of(random.pick(&SENTENCES));
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, slot_and_rest)) = rest.split_once('{') {
        let Some((slot, after)) = slot_and_rest.split_once('}') else { break };
        text.push_str(before);
        fill(&mut text, slot, random, language);
        rest = after;
    }
    text.push_str(rest);
    match text.chars().next() {
        Some(first) if first.is_ascii_lowercase() => first.to_ascii_uppercase().to_string() + &text[1..],
        _ => text,
    }
}

fn fill(text: &mut String, slot: &str, random: &mut Random, language: Language) {
    let words: &[Both] = match slot {
        "who" => &WHO,
        "record" => &RECORDS,
        "measure" => &MEASURES,
        "when" => &WHEN,
        "where" => &WHERE,
        "aim" => &AIMS,
        _ => {
            // Infallible for a String. Numbers of two digits stand for days, hours and people.
            let _ = write!(text, "{}", 2 + random.below(58));
            return;
        }
    };
    text.push_str(language.of(random.pick(words)));
}

const SENTENCES: [Both; 20] = [
    (
        "{who}は、{when}{record}を確認し、{measure}の要否を判断する。",
        "{when}, {who} reviews {record} and decides whether {measure} is needed.",
    ),
    (
        "{aim}ため、{where}では{measure}を計画に入れておくことが望ましい。",
        "To {aim}, it is desirable that {where} puts {measure} in its yearly plan.",
    ),
    (
        "{record}は**{n}日以内**に{who}へ渡し、受け取った日を記録する。",
        "Hand {record} to {who} **within {n} days**, and note the day of receipt.",
    ),
    (
        "{measure}を行うときは、本人の同意を得たうえで{who}と話し合う。",
        "Before {measure}, obtain the consent of the person and talk it over with {who}.",
    ),
    (
        "1か月の時間外労働が{n}時間を超えた者については、{when}{record}を作成する。",
        "For everyone whose overtime exceeds {n} hours in a month, {record} must be drawn up.",
    ),
    (
        "{who}が不在の場合でも、{where}の担当者が{record}を閲覧できるようにする。",
        "Even when {who} is away, the staff of {where} should be able to consult {record}.",
    ),
    (
        "{where}からは、{measure}の進め方が分からないという相談が{n}件寄せられた。",
        "{n} requests for advice came from {where} on how to go about {measure}.",
    ),
    (
        "{record}には健康に関する情報が含まれるので、{who}のほかは閲覧できない場所に保管する。",
        "{record} contains health information, so keep it where only {who} can read it.",
    ),
    (
        "{aim}には、{who}と{where}が早い段階から情報を共有することが欠かせない。",
        "In order to {aim}, {who} and {where} need to share information at an early stage.",
    ),
    (
        "{when}職場を見て回り、照明、換気、温度、作業姿勢などに問題がないかを点検する。",
        "{when}, walk through the workplace and check lighting, ventilation, temperature and posture.",
    ),
    (
        "派遣労働者についても、派遣元と協議して{measure}の対象に含める。",
        "Include temporary workers in {measure} after consulting the agency that sends them.",
    ),
    (
        "{who}は{record}の写しを{n}年間保存しなければならない。",
        "A copy of {record} must be kept by {who} for {n} years.",
    ),
    (
        "費用の見込みが立たないときは、{where}に助成の制度があるかどうかを問い合わせる。",
        "Where the cost cannot be foreseen, ask {where} whether a subsidy is available.",
    ),
    (
        "{measure}の効果は、{when}{record}と比べて評価し、次の年度の計画に反映させる。",
        "Assess the effect of {measure} against {record}, and let the result shape the plan of the next year.",
    ),
    (
        "不調を訴える者がいれば、{who}に取り次ぎ、必要に応じて医療機関の受診を勧める。",
        "If somebody reports feeling unwell, refer them to {who} and recommend a medical examination where necessary.",
    ),
    (
        "参加者は{n}人で、そのうち{n}人が{measure}に取り組んでいると答えた。",
        "Of {n} people who took part, many said that {measure} had already begun at their workplace.",
    ),
    (
        "{aim}ことを目的として、{where}で{n}分程度の研修を開く。",
        "Hold a training session of about {n} minutes at {where}, so as to {aim}.",
    ),
    (
        "申出をしたことを理由として、解雇その他の不利益な取扱いをしてはならない。",
        "Nobody may be dismissed or otherwise put at a disadvantage for having made a request.",
    ),
    (
        "{who}の意見を聴いたときは、その内容を{record}に書き加える。",
        "When the opinion of {who} has been heard, add it to {record}.",
    ),
    (
        "夜勤のある{where}では、交替の間隔を{n}時間以上空けることを検討する。",
        "Where night work is usual, as at {where}, consider leaving at least {n} hours between shifts.",
    ),
];

const WHO: [Both; 14] = [
    ("産業医", "the occupational physician"),
    ("事業者", "the employer"),
    ("衛生管理者", "the health officer"),
    ("保健師", "the occupational health nurse"),
    ("人事労務担当者", "the personnel department"),
    ("管理監督者", "the line manager"),
    ("主治医", "the attending doctor"),
    ("衛生委員会", "the health committee"),
    ("両立支援コーディネーター", "the support coordinator"),
    ("安全衛生推進者", "the safety and health promoter"),
    ("労働衛生コンサルタント", "the industrial health consultant"),
    ("公認心理師", "the psychologist"),
    ("労働者の代表", "the representative of the workers"),
    ("地域産業保健センターの担当者", "the regional center"),
];

const RECORDS: [Both; 16] = [
    ("健康診断の結果", "the result of the health check-up"),
    ("面接指導の記録", "the record of the interview"),
    ("勤務時間の一覧", "the list of working hours"),
    ("職場復帰支援プラン", "the return-to-work plan"),
    ("ストレスチェックの集計", "the summary of the stress check"),
    ("作業環境測定の報告書", "the report on the working environment"),
    ("職場巡視の報告", "the report of the workplace inspection"),
    ("主治医の意見書", "the opinion of the attending doctor"),
    ("年間の教育計画", "the training plan"),
    ("化学物質の安全データシート", "the safety data sheet"),
    ("両立支援の申出書", "the application for support"),
    ("相談の受付簿", "the register of consultations"),
    ("欠勤と休職の推移", "the trend of absences and leave"),
    ("体調の自己点検表", "the self-check of physical condition"),
    ("疲労蓄積度の診断票", "the fatigue checklist"),
    ("衛生委員会の議事録", "the minutes of the health committee"),
];

const MEASURES: [Both; 16] = [
    ("作業の転換", "a change of duties"),
    ("労働時間の短縮", "a reduction of working hours"),
    ("深夜業の回数の制限", "a limit on night shifts"),
    ("面接指導", "an interview with a doctor"),
    ("管理職への研修", "training for managers"),
    ("相談窓口の周知", "publicity for the consultation desk"),
    ("試し出勤", "a trial return to work"),
    ("在宅勤務の活用", "working from home"),
    ("休憩室の整備", "a better rest room"),
    ("腰痛の予防体操", "exercise against back pain"),
    ("暑さ指数の測定", "measuring the heat index"),
    ("禁煙の支援", "help with giving up smoking"),
    ("通院のための時間単位の休暇", "hourly leave for hospital visits"),
    ("職場環境の改善", "improvement of the workplace"),
    ("保護具の点検", "inspection of protective equipment"),
    ("睡眠に関する講話", "a talk on sleep"),
];

const WHEN: [Both; 10] = [
    ("毎月1回、", "once a month"),
    ("年度の初めに", "at the start of the fiscal year"),
    ("面接の前に", "before the interview"),
    ("復職の2週間前までに", "two weeks before the return"),
    ("四半期ごとに", "every quarter"),
    ("雇入れの際に", "on hiring"),
    ("配置を替えるときは", "on a change of post"),
    ("繁忙期に入る前に", "before the busy season"),
    ("梅雨が明ける前に", "before the hot season"),
    ("申出から1か月以内に", "within a month of the request"),
];

const WHERE: [Both; 14] = [
    ("小規模事業場", "a small workplace"),
    ("建設業の事業場", "a construction site"),
    ("運送会社の営業所", "the depot of a haulage company"),
    ("介護施設", "a care home"),
    ("本社の人事部門", "the personnel division of the head office"),
    ("産業保健総合支援センター", "the Occupational Health Support Center"),
    ("労災病院", "a Rosai hospital"),
    ("食品工場", "a food factory"),
    ("情報通信業の会社", "an information technology company"),
    ("商工会議所", "the chamber of commerce"),
    ("がん診療連携拠点病院", "the regional cancer hospital"),
    ("県内の医師会", "the medical association of the prefecture"),
    ("小売店の店舗", "a retail shop"),
    ("林業の現場", "a forestry team"),
];

const AIMS: [Both; 10] = [
    ("長時間労働による健康障害を防ぐ", "prevent harm from long working hours"),
    ("治療を受けながら働き続けられるようにする", "let people go on working while they are treated"),
    ("不調に早く気付く", "notice poor health early"),
    ("再発を防ぎ、無理のない復職につなげる", "prevent a relapse and make the return a gentle one"),
    ("高年齢の労働者が安全に働けるようにする", "let older workers work safely"),
    ("熱中症を予防する", "prevent heat stroke"),
    ("職場の人間関係による負担を減らす", "ease the strain of relations at work"),
    ("産業保健の担当者を育てる", "train occupational health staff"),
    ("健康診断の受診率を上げる", "raise the number who attend check-ups"),
    ("相談しやすい職場をつくる", "make it easier to ask for advice"),
];
