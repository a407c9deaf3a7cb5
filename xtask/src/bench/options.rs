//! What the caller asks for.

use std::path::PathBuf;

use super::Result;

/// The help text.
pub const HELP: &str = "\
Measures Shirube beside Hugo, Pagefind and the plain writing of the same files.

Usage: cargo xtask bench [options]

  --pages 1000,10000    sizes of the portals, in pages, even numbers (default: 1000,10000,100000)
  --runs 5              rounds for each portal (default: 5)
  --memory, --disk      only in /dev/shm, only in target/bench (default: both)
  --no-hugo             without Hugo and Pagefind
  --no-pagefind         without Pagefind, which never runs above 20,000 pages for its need of memory
  --shirube PATH        measure this binary instead of building one
  --date 2024-03-01     the date to print in the report
  --keep                keep sources and output of the last portal in each place

The report is printed and written to target/bench/report.md.";

/// The options of one benchmark.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// The sizes of the portals.
    pub pages: Vec<u32>,
    /// How many rounds.
    pub runs: u32,
    /// `memory`, `disk` or both.
    pub places: Vec<&'static str>,
    /// Whether Hugo runs.
    pub hugo: bool,
    /// Whether Pagefind runs.
    pub pagefind: bool,
    /// The binary to measure, unless it is to be built.
    pub shirube: Option<PathBuf>,
    /// The date for the report.
    pub date: Option<String>,
    /// Whether sources and output stay.
    pub keep: bool,
}

impl Options {
    /// Reads the arguments; `None` where the caller asks for help.
    pub fn parse(arguments: &[String]) -> Result<Option<Self>> {
        let mut options = Self {
            pages: vec![1_000, 10_000, 100_000],
            runs: 5,
            places: Vec::new(),
            hugo: true,
            pagefind: true,
            shirube: None,
            date: None,
            keep: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value =
                || arguments.next().ok_or(format!("{argument} needs a value; see cargo xtask bench --help"));
            match argument.as_str() {
                "--pages" => options.pages = value()?.split(',').map(page_count).collect::<Result<_>>()?,
                "--runs" => options.runs = at_least_one(value()?)?,
                "--memory" => options.places.push("memory"),
                "--disk" => options.places.push("disk"),
                "--no-hugo" => options.hugo = false,
                "--no-pagefind" => options.pagefind = false,
                "--shirube" => options.shirube = Some(PathBuf::from(value()?)),
                "--date" => options.date = Some(value()?.clone()),
                "--keep" => options.keep = true,
                "--help" | "-h" => return Ok(None),
                unknown => return Err(format!("unknown option {unknown}; see cargo xtask bench --help").into()),
            }
        }
        if options.places.is_empty() {
            options.places = vec!["memory", "disk"];
        }
        // Pagefind reads what Hugo wrote.
        options.pagefind &= options.hugo;
        Ok(Some(options))
    }
}

/// A number of pages: even, for every page has its translation.
fn page_count(text: &str) -> Result<u32> {
    match at_least_one(text)? {
        pages if pages % 2 == 0 => Ok(pages),
        _ => Err(format!("{text} pages: the number must be even, half Japanese and half English").into()),
    }
}

fn at_least_one(text: &str) -> Result<u32> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("{text} is not a number above 0").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn parse(line: &str) -> super::Result<Option<Options>> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read_and_mistakes_named() {
        let options = parse("--pages 10,20 --runs 2 --disk --no-hugo").unwrap().unwrap();
        assert_eq!((options.pages, options.runs, options.places), (vec![10, 20], 2, vec!["disk"]));
        assert!(!options.pagefind, "Pagefind has nothing to read without Hugo");
        assert!(parse("--help").unwrap().is_none());
        for wrong in ["--pages 11", "--pages", "--runs 0", "--fast"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
