//! `cargo xtask bench`: how fast Shirube builds, beside Hugo, Pagefind and the plain writing of the same files.
//!
//! Everything is measured in turn, several times, in one run, so that a busy moment of the machine meets all alike.
//! Nothing here is a test: the figures are for reading.

mod floor;
mod hugo;
mod machine;
mod measure;
mod options;
mod portal;
mod prose;
mod report;
mod tools;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use measure::Measurement;
use options::Options;
use portal::PageText;
use tools::Tools;

/// What goes wrong here ends the benchmark with a sentence for the person who started it.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Runs the benchmark, prints its report and writes it to `target/bench/report.md`.
pub fn run(arguments: &[String]) -> Result<()> {
    let Some(options) = Options::parse(arguments)? else {
        println!("{}", options::HELP);
        return Ok(());
    };
    let work = tools::target_folder().join("bench");
    fs::create_dir_all(&work)?;
    let tools = Tools::find(&work, &options)?;
    let machine = machine::describe(&work, &tools)?;

    let mut results = Vec::new();
    for place in places(&work, &options) {
        for &pages in &options.pages {
            results.push(measure_portal(&place, pages, &tools, &options)?);
        }
    }
    let report = report::render(&machine, &options, &results);
    fs::write(work.join("report.md"), &report)?;
    println!("{report}");
    Ok(())
}

/// A file system to build on.
pub struct Place {
    /// `memory` or `disk`.
    name: &'static str,
    /// The folder for sources and output; removed afterwards.
    folder: PathBuf,
}

impl Place {
    /// Waits until what was written before has reached the device, lest its cost falls on what is measured next.
    fn settle(&self) -> Result<()> {
        let status = Command::new("sync").arg("--file-system").arg(&self.folder).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            _ => Err("the command `sync --file-system` (GNU coreutils) failed".into()),
        }
    }
}

fn places(work: &Path, options: &Options) -> Vec<Place> {
    let memory = Place { name: "memory", folder: PathBuf::from("/dev/shm/shirube-bench") };
    let disk = Place { name: "disk", folder: work.join("disk") };
    [memory, disk].into_iter().filter(|place| options.places.contains(&place.name)).collect()
}

/// What is measured, in the order of a round. A case may rely on the output of those before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Shirube into an empty folder.
    Full,
    /// Shirube again, with nothing changed.
    Unchanged,
    /// Shirube again, with one page changed.
    OnePage,
    /// Writing the files of the full build and nothing else.
    Floor,
    /// Hugo into an empty folder.
    Hugo,
    /// Pagefind over the output of Hugo.
    Pagefind,
}

impl Case {
    const ALL: [Self; 6] = [Self::Full, Self::Unchanged, Self::OnePage, Self::Floor, Self::Hugo, Self::Pagefind];

    fn label(self) -> &'static str {
        match self {
            Self::Full => "Shirube, whole build",
            Self::Unchanged => "Shirube, nothing changed",
            Self::OnePage => "Shirube, one page changed",
            Self::Floor => "Floor: writing Shirube’s files",
            Self::Hugo => "Hugo, whole build",
            Self::Pagefind => "Pagefind, index of Hugo’s output",
        }
    }
}

/// Up to how many pages Pagefind runs: it takes some 270 KB of memory a page, and a machine that runs out of memory
/// measures nothing.
const PAGEFIND_PAGES: u32 = 20_000;

/// The measurements of one portal in one place.
pub struct PortalResult {
    place: &'static str,
    pages: u32,
    /// Each case with its measurements, one a round.
    cases: Vec<(Case, Vec<Measurement>)>,
    /// The output of Shirube, then that of Hugo where it ran.
    outputs: Vec<(&'static str, measure::TreeSize)>,
    /// How the search fares in the browser beside Pagefind, as tables; empty where Pagefind did not run.
    search: String,
}

fn measure_portal(place: &Place, pages: u32, tools: &Tools, options: &Options) -> Result<PortalResult> {
    eprintln!("{pages} pages, {}: writing the portal", place.name);
    let bench = PortalBench { place, pages, tools };
    let mut cases: Vec<(Case, Vec<Measurement>)> = Case::ALL
        .into_iter()
        .filter(|&case| tools.can(case) && (case != Case::Pagefind || pages <= PAGEFIND_PAGES))
        .map(|case| (case, Vec::new()))
        .collect();
    bench.write_sources()?;
    for round in 1..=options.runs {
        for (case, measurements) in &mut cases {
            let measurement = bench.measure(*case)?;
            eprintln!(
                "{pages} pages, {}, round {round}: {}: {:.3} s",
                place.name,
                case.label(),
                measurement.wall.as_secs_f64()
            );
            measurements.push(measurement);
        }
    }
    let outputs = bench.outputs()?;
    let mut search = String::new();
    if cases.iter().any(|(case, _)| *case == Case::Pagefind) {
        eprintln!("{pages} pages, {}: searching in the browser", place.name);
        search = bench.search()?;
    }
    if !options.keep {
        remove(&place.folder)?;
    }
    Ok(PortalResult { place: place.name, pages, cases, outputs, search })
}

/// One portal in one place.
struct PortalBench<'a> {
    place: &'a Place,
    pages: u32,
    tools: &'a Tools,
}

impl PortalBench<'_> {
    fn folder(&self, name: &str) -> PathBuf {
        self.place.folder.join(name)
    }

    /// Removes what a former run left and writes both portals.
    fn write_sources(&self) -> Result<()> {
        remove(&self.place.folder)?;
        portal::write(&self.folder("shirube"), self.pages)?;
        if self.tools.can(Case::Hugo) {
            hugo::write(&self.folder("hugo"), self.pages)?;
        }
        Ok(())
    }

    fn measure(&self, case: Case) -> Result<Measurement> {
        match case {
            Case::Full => self.run_anew("shirube-out", &self.shirube()),
            Case::Unchanged => self.run(&self.shirube()),
            Case::OnePage => {
                let page = PageText::new(1, self.pages);
                let file = self.folder("shirube/pages").join(page.file_name(prose::Language::Japanese));
                let text = fs::read_to_string(&file)?;
                fs::write(&file, format!("{text}\n相談の予約は前日までに電話で受け付ける。\n"))?;
                let measurement = self.run(&self.shirube());
                fs::write(&file, text)?;
                measurement
            }
            Case::Floor => {
                let files = floor::read(&self.folder("shirube-out"))?;
                let out = self.folder("floor-out");
                remove(&out)?;
                self.place.settle()?;
                let wall = floor::write(&files, &out)?;
                remove(&out)?;
                Ok(Measurement::wall_only(wall))
            }
            Case::Hugo => {
                let (source, out) = (self.folder("hugo"), self.folder("hugo-out"));
                self.run_anew("hugo-out", &self.tools.hugo(&source, &out)?)
            }
            Case::Pagefind => {
                let (site, index) = (self.folder("hugo-out"), self.folder("pagefind-out"));
                self.run_anew("pagefind-out", &self.tools.pagefind(&site, &index)?)
            }
        }
    }

    fn shirube(&self) -> Command {
        self.tools.shirube(&self.folder("shirube"), &self.folder("shirube-out"))
    }

    fn run_anew(&self, out: &str, command: &Command) -> Result<Measurement> {
        remove(&self.folder(out))?;
        self.run(command)
    }

    fn run(&self, command: &Command) -> Result<Measurement> {
        self.place.settle()?;
        measure::run(command, &self.place.folder)
    }

    /// The sizes of both indexes, and what a query takes in the browser.
    fn search(&self) -> Result<String> {
        let root = tools::repository();
        let (site, pagefind) = (self.folder("shirube-out"), self.folder("pagefind-out"));
        let own = measure::tree_size(&site.join("search"))?.bytes;
        let other =
            measure::tree_size(&pagefind.join("index"))?.bytes + measure::tree_size(&pagefind.join("fragment"))?.bytes;
        let mut text = format!("Index of {} pages: Shirube {own} bytes, Pagefind {other} bytes.\n", self.pages);
        for language in prose::Language::ALL {
            let mut node = Command::new(crate::test::tools::node()?);
            node.arg(crate::test::tools::packages(root)?.join("search-bench.mjs")).arg(&site).arg(&pagefind);
            node.args(["--language", language.code()]).env("CHROMIUM", crate::test::tools::chromium()?);
            let (table, success) = crate::test::tools::output(&mut node)?;
            if !success {
                return Err("the search could not be measured in the browser".into());
            }
            text.push('\n');
            text.push_str(&table);
        }
        Ok(text)
    }

    /// How much each generator wrote; an error where a page is missing, for then the comparison would be void.
    fn outputs(&self) -> Result<Vec<(&'static str, measure::TreeSize)>> {
        let mut outputs = vec![("Shirube", self.folder("shirube-out"))];
        if self.tools.can(Case::Hugo) {
            outputs.push(("Hugo", self.folder("hugo-out")));
        }
        outputs
            .into_iter()
            .map(|(name, folder)| {
                for number in [1, self.pages / 2] {
                    for language in prose::Language::ALL {
                        let page = PageText::new(number, self.pages);
                        let file = folder.join(language.code()).join(page.name()).join("index.html");
                        if !file.is_file() {
                            return Err(format!("{name} did not write {}", file.display()).into());
                        }
                    }
                }
                Ok((name, measure::tree_size(&folder)?))
            })
            .collect()
    }
}

/// Removes a folder, if it is there.
fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("cannot remove {}: {error}", folder.display()).into())
        }
        _ => Ok(()),
    }
}
