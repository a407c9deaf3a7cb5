//! The text analysis as tantivy takes it.

use std::borrow::Cow;
use std::collections::HashMap;

use tantivy::tokenizer::{Token, TokenStream};

use crate::text::analysis::{Analyser, UnitKind, stem};

/// Cuts texts into the terms of headings and bodies.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokenizer {
    analyser: Analyser,
    stems: HashMap<String, String>,
    token: Token,
}

/// Cuts texts into what typing errors and fragments are looked up in.
#[derive(Debug, Clone, Default)]
pub(super) struct VocabularyTokenizer {
    analyser: Analyser,
}

/// The tokens of one text.
pub(super) struct Tokens<'a> {
    tokenizer: &'a mut Tokenizer,
    length: usize,
    next: usize,
}

/// Words of one text.
pub(super) struct Words {
    words: std::vec::IntoIter<String>,
    token: Token,
}

impl tantivy::tokenizer::Tokenizer for Tokenizer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        let length = self.analyser.units(text).len();
        Tokens { tokenizer: self, length, next: 0 }
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        if self.next >= self.length {
            return false;
        }
        let Tokenizer { analyser, stems, token } = &mut *self.tokenizer;
        let units = analyser.last();
        token.position = self.next;
        token.text.clear();
        match units.get(self.next) {
            // The same words come again and again.
            Some(unit) if unit.kind == UnitKind::Word => {
                let word = units.text(unit);
                if !stems.contains_key(word) {
                    stems.insert(word.to_owned(), stem(word));
                }
                token.text.push_str(stems.get(word).map_or(word, String::as_str));
            }
            _ => match units.token(self.next) {
                Cow::Borrowed(text) => token.text.push_str(text),
                Cow::Owned(text) => token.text = text,
            },
        }
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}

impl tantivy::tokenizer::Tokenizer for VocabularyTokenizer {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        let mut words = Vec::new();
        self.analyser.vocabulary(text, |word| words.push(word.to_owned()));
        Words { words: words.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        match self.words.next() {
            Some(word) => {
                self.token.text = word;
                self.token.position = self.token.position.wrapping_add(1);
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
