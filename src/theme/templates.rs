//! Tera templates: compiling them, rendering them, and saying where one failed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, SourceFile, Span};

use super::ThemeFile;

/// The compiled templates of a theme.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, Arc<SourceFile>>,
}

impl Templates {
    pub(super) fn load(files: &BTreeMap<String, ThemeFile>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let sources: BTreeMap<String, Arc<SourceFile>> = files
            .iter()
            .filter_map(|(path, file)| Some((path.strip_prefix("templates/")?.to_owned(), Arc::clone(file.top()?))))
            .collect();
        let mut tera = Tera::new();
        let raw = sources.iter().map(|(name, file)| (name.as_str(), file.text.as_str()));
        match tera.add_raw_templates(raw) {
            Ok(()) => Some(Self { tera, sources }),
            Err(error) => {
                diagnostics.extend(locate(&error, &sources).into());
                None
            }
        }
    }

    /// Renders one template: `shared` are values that many pages have in common, `own` is a struct whose fields are
    /// the page's own variables.
    pub fn render(
        &self,
        template: &str,
        shared: &[(&'static str, &Value)],
        page: &impl Serialize,
        own: &impl Serialize,
    ) -> Result<String, Diagnostic> {
        let failed = |error: &tera::Error| locate(error, &self.sources);
        let mut context = Context::from_serialize(own).map_err(|error| failed(&error))?;
        context.insert_value("page", Value::try_from_serializable(page).map_err(|error| failed(&error))?);
        for (name, value) in shared {
            context.insert_value(*name, (*value).clone());
        }
        self.tera.render(template, &context).map_err(|error| failed(&error))
    }
}

/// The place of a template error as a diagnostic.
fn locate(error: &tera::Error, sources: &BTreeMap<String, Arc<SourceFile>>) -> Diagnostic {
    let (message, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = sources.get(report.filename()).map(|file| {
                let range = &report.span().range;
                Span::new(file, range.start, range.len())
            });
            (report.message().to_owned(), span)
        }
        ErrorKind::MissingParent { current, parent } => {
            let span = sources.get(current).map(|file| Span::new(file, 0, file.text.len()).find(parent));
            (error.to_string(), span)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let span = sources.get(tpl).map(|file| Span::new(file, 0, file.text.len()).find(tpl));
            (error.to_string(), span)
        }
        _ => first_of(&error.to_string(), sources),
    };
    Diagnostic { severity: Severity::Error, problem: Problem::Template { message }, span }
}

/// The first of the errors that Tera found when it put the templates together: it reports them as one text.
fn first_of(report: &str, sources: &BTreeMap<String, Arc<SourceFile>>) -> (String, Option<Span>) {
    let mut lines = report.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let span = lines.next().and_then(|place| {
        let mut place = place.trim().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line, name) = (place.next()?, place.next()?, place.next()?);
        let file = sources.get(name)?;
        let line: usize = line.parse().ok()?;
        let start: usize = file.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let column: usize = column.parse().ok()?;
        let before: usize = file.text.get(start..)?.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
        Some(Span::new(file, start + before, 1))
    });
    (message, span)
}
