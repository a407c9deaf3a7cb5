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
        _ => (error.to_string(), None),
    };
    Diagnostic { severity: Severity::Error, problem: Problem::Template { message }, span }
}
