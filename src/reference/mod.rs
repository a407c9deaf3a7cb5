//! What the Japanese text of a provision refers to, recognised without markup. Recognisers are pure: a text goes in, byte ranges that never overlap come out, in the order of the text.

pub mod clause;
pub mod number;
pub mod resolve;
