//! The report: a Markdown table with medians, ranges and ratios, and how they stand to the goals.

use std::fmt::Write as _;
use std::time::Duration;

use super::measure::Measurement;
use super::options::Options;
use super::{Case, PortalResult};

/// Renders the report.
pub fn render(machine: &str, options: &Options, results: &[PortalResult]) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    if let Some(date) = &options.date {
        let _ = write!(text, "{date}. ");
    }
    let _ = writeln!(text, "{machine}. {} round(s), in turn.\n", options.runs);
    for place in ["memory", "disk"] {
        let results: Vec<_> = results.iter().filter(|result| result.place == place).collect();
        if results.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "| {} | wall time, median | range | processor time | peak memory | to whole build |",
            title(place)
        );
        let _ = writeln!(text, "|---|--:|--:|--:|--:|--:|");
        for result in results {
            rows(&mut text, result);
        }
        text.push('\n');
    }
    text.push_str(&sizes(results));
    text.push_str(&goals(results));
    for result in results.iter().filter(|result| !result.search.is_empty()) {
        let _ = write!(text, "\n{}", result.search);
    }
    text
}

fn title(place: &str) -> &'static str {
    if place == "memory" { "in memory (tmpfs)" } else { "on disk" }
}

fn rows(text: &mut String, result: &PortalResult) {
    let _ = writeln!(text, "| **{} pages** | | | | | |", thousands(u64::from(result.pages)));
    let whole = result.seconds(Case::Full);
    for (case, measurements) in &result.cases {
        let walls = sorted(measurements, |measurement| Some(measurement.wall));
        let (Some(least), Some(greatest)) = (walls.first(), walls.last()) else { continue };
        let wall = median(&walls).unwrap_or_default();
        let cpu = median(&sorted(measurements, |measurement| measurement.cpu));
        let peak = median(&sorted(measurements, |measurement| measurement.peak));
        let ratio = whole.map_or_else(String::new, |whole| format!("{:.2} ×", wall.as_secs_f64() / whole));
        let _ = writeln!(
            text,
            "| {} | {} | {}–{} | {} | {} | {ratio} |",
            case.label(),
            seconds(wall),
            figure(*least),
            seconds(*greatest),
            cpu.map_or_else(String::new, seconds),
            peak.map_or_else(String::new, |bytes| format!("{} MB", bytes / 1_000_000)),
        );
    }
}

/// How much was written, for a comparison is fair only where both write about the same.
fn sizes(results: &[PortalResult]) -> String {
    let mut text = String::new();
    let mut seen = Vec::new();
    for result in results {
        if seen.contains(&result.pages) {
            continue;
        }
        seen.push(result.pages);
        let outputs: Vec<String> = result
            .outputs
            .iter()
            .map(|(name, size)| format!("{name} {} files, {} MB", thousands(size.files), size.bytes / 1_000_000))
            .collect();
        let _ = writeln!(text, "- Output of {} pages: {}.", thousands(u64::from(result.pages)), outputs.join("; "));
    }
    text
}

/// The goals of the project, with what was measured where the portals for it were part of the run.
fn goals(results: &[PortalResult]) -> String {
    let find = |place: &str, pages: u32| results.iter().find(|result| result.place == place && result.pages == pages);
    let mut text = String::new();
    let mut goal = |what: &str, measured: Option<f64>, unit: &str| {
        if let Some(measured) = measured {
            let _ = writeln!(text, "- {what}: {measured:.2}{unit}.");
        }
    };
    let memory = find("memory", 10_000);
    let disk = find("disk", 10_000);
    goal(
        "Times faster than Hugo, 10,000 pages in memory (goal: at least 10)",
        memory.and_then(|result| result.ratio(Case::Hugo, Case::Full)),
        "",
    );
    goal(
        "Whole build to floor, 10,000 pages on disk (goal: at most 1.5)",
        disk.and_then(|result| result.ratio(Case::Full, Case::Floor)),
        "",
    );
    goal(
        "Nothing changed to whole build, 10,000 pages on disk (goal: at most 0.2)",
        disk.and_then(|result| result.ratio(Case::Unchanged, Case::Full)),
        "",
    );
    goal(
        "Peak memory of the whole build, 10,000 pages (goal: at most 200 MB)",
        memory.or(disk).and_then(|result| result.peak_megabytes(Case::Full)),
        " MB",
    );
    for place in ["memory", "disk"] {
        let seconds = |pages| find(place, pages).and_then(|result| result.seconds(Case::Full));
        goal(
            &format!("100,000 pages to 10,000 pages, {place} (linear: 10)"),
            seconds(100_000).zip(seconds(10_000)).map(|(large, small)| large / small),
            "",
        );
    }
    text
}

impl PortalResult {
    fn measurements(&self, case: Case) -> &[Measurement] {
        self.cases.iter().find(|(found, _)| *found == case).map_or(&[], |(_, measurements)| measurements)
    }

    /// The median wall time of a case.
    fn seconds(&self, case: Case) -> Option<f64> {
        median(&sorted(self.measurements(case), |measurement| Some(measurement.wall))).map(|wall| wall.as_secs_f64())
    }

    fn ratio(&self, case: Case, to: Case) -> Option<f64> {
        Some(self.seconds(case)? / self.seconds(to)?)
    }

    #[allow(clippy::cast_precision_loss, reason = "megabytes for reading")]
    fn peak_megabytes(&self, case: Case) -> Option<f64> {
        median(&sorted(self.measurements(case), |measurement| measurement.peak)).map(|bytes| bytes as f64 / 1e6)
    }
}

fn sorted<T: Ord>(measurements: &[Measurement], of: impl Fn(&Measurement) -> Option<T>) -> Vec<T> {
    let mut values: Vec<T> = measurements.iter().filter_map(of).collect();
    values.sort();
    values
}

/// The middle value; of an even number the lower of the two in the middle.
fn median<T: Copy>(sorted: &[T]) -> Option<T> {
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

fn seconds(duration: Duration) -> String {
    format!("{} s", figure(duration))
}

/// Seconds with about three figures.
fn figure(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        100.0.. => format!("{seconds:.0}"),
        10.0.. => format!("{seconds:.1}"),
        1.0.. => format!("{seconds:.2}"),
        _ => format!("{seconds:.3}"),
    }
}

/// `10,000`
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{median, thousands};

    #[test]
    fn figures_read_well() {
        assert_eq!([0, 999, 1_000, 100_000, 1_234_567].map(thousands).join(" "), "0 999 1,000 100,000 1,234,567");
        assert_eq!((median(&[1, 2, 9]), median(&[1, 2, 3, 9]), median::<u8>(&[])), (Some(2), Some(2), None));
    }
}
