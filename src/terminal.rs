//! Lines for the person at the terminal. A reader that has gone, as `head` does, has seen enough: that is no error.

use std::io::Write as _;

/// Prints a line of the answer to standard output.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Prints a line about the work, or what is wrong, to standard error.
pub fn report(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes an answer that is a file to standard output, as it is.
pub fn put(bytes: &[u8]) {
    let _ = std::io::stdout().lock().write_all(bytes);
}
